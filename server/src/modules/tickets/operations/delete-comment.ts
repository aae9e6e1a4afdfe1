import type { Ctx } from '../../../kernel/context.ts';
import { forbidden } from '../../../kernel/errors.ts';
import { relinkFiles } from '../../files/index.ts';
import { hideAttachments, keepRevision, updateComment } from '../comments.store.ts';
import { rebuildDocuments } from '../documents.store.ts';
import { lockReadableComment } from '../tickets.comments.access.ts';
import { emitHint } from '../tickets.events.ts';
import { mayDeleteAnyComment } from '../tickets.policy.ts';
import { countDeletedComment } from '../tickets.store.ts';

/** Its words and files are gone for contacts and from search; staff can still read the revisions. Deleting twice changes nothing. */
export async function deleteComment(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Record<string, never>> {
  const { comment, ticket } = await lockReadableComment(ctx, input.params.id);
  const own = comment.authorId !== null && comment.authorId === ctx.actor.accountId;
  if (!own && !mayDeleteAnyComment(ctx.actor))
    throw forbidden('comment.notYours', 'Only its author or an administrator may delete a comment.');
  if (comment.deletedAt !== null) return {};
  await keepRevision(ctx.tx, comment, ctx.actor.accountId, ctx.occurredAt);
  const gone = { bodyHtml: '', bodyText: '', deletedAt: ctx.occurredAt, deletedBy: ctx.actor.accountId };
  await updateComment(ctx.tx, comment.id, { ...gone, version: comment.version + 1 });
  await relinkFiles(ctx.tx, await hideAttachments(ctx.tx, ticket.id, comment.id), { internal: true });
  await countDeletedComment(ctx.tx, ticket.id, comment.visibility);
  await rebuildDocuments(ctx.tx, ticket.id);
  await emitHint(ctx, 'ticket.commentDeleted', ticket, comment);
  return {};
}
