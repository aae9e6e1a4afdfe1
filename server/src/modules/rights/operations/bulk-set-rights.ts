import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { bulk as bulkContract } from '@portico/contracts/rights/routes.ts';
import type { Ctx, Db } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { changeCompany, changeContact, type RightsPatchInput } from '../rights.change.ts';

/** Each in a savepoint of its own: what refuses is listed and leaves nothing behind, the others change. */
export async function bulkSetRights(
  ctx: Ctx,
  input: { readonly body: BodyOf<typeof bulkContract> },
): Promise<ReplyOf<typeof bulkContract, 'tech'>> {
  const { contactIds = [], companyIds = [] } = input.body;
  const patch: RightsPatchInput = { flags: input.body.flags as NonNullable<RightsPatchInput['flags']> };
  const changed: number[] = [];
  const refused: { id: number; code: string; detail: string }[] = [];
  const each = async (ids: readonly number[], change: (ctx: Ctx, id: number, patch: RightsPatchInput) => Promise<void>) => {
    for (const id of [...ids].sort((a, b) => a - b)) {
      try {
        await ctx.tx.transaction((tx) => change({ ...ctx, tx: tx as unknown as Db }, id, patch));
        changed.push(id);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.push({ id, code: error.code, detail: error.message });
      }
    }
  };
  await each(companyIds, changeCompany);
  await each(contactIds, changeContact);
  return { changed, refused };
}
