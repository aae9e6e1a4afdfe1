import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { editComment as contract } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { forbidden, Refusal } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { BODY_FORMAT, richText } from '../../../kernel/text/rich-text.ts';
import { keepRevision, listAttachedIds, updateComment } from '../comments.store.ts';
import { rebuildDocuments } from '../documents.store.ts';
import { attachFiles } from '../tickets.bodies.ts';
import { lockReadableComment } from '../tickets.comments.access.ts';
import { commentView, refuseBlank } from '../tickets.comments.ts';
import { emitHint } from '../tickets.events.ts';

export async function editComment(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: { readonly bodyHtml: string } },
): Promise<ReplyOf<typeof contract>> {
  const { comment, ticket } = await lockReadableComment(ctx, input.params.id);
  if (comment.authorId === null || comment.authorId !== ctx.actor.accountId) {
    throw forbidden('comment.notYours', 'Only its author may change a comment.');
  }
  if (comment.deletedAt !== null)
    throw new Refusal(409, 'comment.deleted', 'This comment has been deleted and cannot be changed any more.');
  expectVersion(ctx, comment.version);
  const body = richText(input.body.bodyHtml);
  refuseBlank(body, await listAttachedIds(ctx.tx, comment.id));
  if (body.html !== comment.bodyHtml) {
    await keepRevision(ctx.tx, comment, ctx.actor.accountId, ctx.occurredAt);
    const words = { bodyHtml: body.html, bodyText: body.text, bodyFormat: BODY_FORMAT };
    await updateComment(ctx.tx, comment.id, {
      ...words,
      editedAt: ctx.occurredAt,
      editedBy: ctx.actor.accountId,
      version: comment.version + 1,
    });
    await attachFiles(ctx, { ticketId: ticket.id, commentId: comment.id, visibility: comment.visibility }, body, undefined);
    await rebuildDocuments(ctx.tx, ticket.id);
    await emitHint(ctx, 'ticket.commentEdited', ticket, comment);
  }
  return commentView(ctx, comment.id);
}
