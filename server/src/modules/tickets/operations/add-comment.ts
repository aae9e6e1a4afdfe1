import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { addComment as contract } from '@portico/contracts/tickets/routes.ts';
import type { NewComment } from '@portico/contracts/tickets/shapes.ts';
import type { Static } from 'typebox';
import type { Ctx } from '../../../kernel/context.ts';
import { forbidden } from '../../../kernel/errors.ts';
import { loadServiceDesk } from '../../service-desk/index.ts';
import { demand, lockReadableTicket } from '../tickets.access.ts';
import { applyChange } from '../tickets.changes.ts';
import { commentView, writeComment } from '../tickets.comments.ts';
import { statusAfterComment, statusChange } from '../tickets.statuses.ts';

export async function addComment(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: Static<typeof NewComment> },
): Promise<ReplyOf<typeof contract>> {
  const { body } = input;
  const visibility = body.visibility ?? 'public';
  const ticket = await lockReadableTicket(ctx, input.params.id);
  if (ctx.actor.kind === 'contact' && (visibility !== 'public' || body.statusId !== undefined)) {
    throw forbidden('ticket.fieldNotAllowed', 'Only staff may write internal notes or choose a status. Nothing was saved.');
  }
  demand(ctx, visibility === 'public' ? 'comment' : 'note', ticket);
  const comment = await writeComment(ctx, ticket, { html: body.bodyHtml, fileIds: body.fileIds, visibility });
  const status = statusAfterComment(ctx.actor, await loadServiceDesk(ctx.tx), ticket, body.statusId);
  await applyChange(ctx, ticket, { comment, ...(status ? statusChange(ctx, ticket, status) : {}) });
  return commentView(ctx, comment.id);
}
