import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { commentRevisions } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { personRefs } from '../../accounts/index.ts';
import { listRevisions } from '../comments.store.ts';
import { readableComment } from '../tickets.comments.access.ts';
import { maybePerson } from '../tickets.views.ts';

export async function listCommentRevisions(
  ctx: Ctx,
  input: { readonly params: { readonly id: number } },
): Promise<ReplyOf<typeof commentRevisions>> {
  const { comment } = await readableComment(ctx, input.params.id);
  const revisions = await listRevisions(ctx.tx, comment.id);
  const people = await personRefs(
    ctx,
    revisions.map((one) => one.replacedBy),
  );
  return {
    items: revisions.map(({ version, bodyHtml, replacedAt, replacedBy }) => ({
      version,
      bodyHtml,
      replacedAt,
      replacedBy: maybePerson(people, replacedBy),
    })),
  };
}
