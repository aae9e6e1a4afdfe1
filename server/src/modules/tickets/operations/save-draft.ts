import { isImpersonated } from '@portico/contracts/access/actor.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { saveDraftRow, trimDrafts } from '../drafts.store.ts';

const LIMITS = { bytes: 300_000, drafts: 200 } as const;

/** The oldest drafts go when there are too many, so that writing is never refused for old leftovers. */
export async function saveDraft(
  ctx: Ctx,
  input: { readonly params: { readonly key: string }; readonly body: { readonly body: unknown } },
): Promise<Record<string, never>> {
  const { accountId } = ctx.actor;
  // What a contact is writing is nobody else's to see or to overwrite.
  if (accountId === null || isImpersonated(ctx.actor)) return {};
  const body = input.body.body ?? null;
  if (Buffer.byteLength(JSON.stringify(body)) > LIMITS.bytes) {
    throw new Refusal(
      413,
      'draft.tooLarge',
      'This text is too long to be kept as a draft. What you wrote stays in this window; send it, or shorten it.',
    );
  }
  await saveDraftRow(ctx.tx, accountId, input.params.key, body, ctx.now);
  await trimDrafts(ctx.tx, accountId, LIMITS.drafts);
  return {};
}
