import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { addComment } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { BODY_FORMAT, imageIdsIn, isBlank, type RichText, richText } from '../../kernel/text/rich-text.ts';
import { personRefs } from '../accounts/index.ts';
import { viewerOf } from '../files/index.ts';
import { insertComment } from './comments.store.ts';
import { appendToDocuments } from './documents.store.ts';
import { listTicketFiles } from './ticket.reads.ts';
import { attachFiles } from './tickets.bodies.ts';
import type { Visibility } from './tickets.rules.ts';
import type { TicketWithPeople } from './tickets.store.ts';
import { findCommentEntry } from './timeline.reads.ts';
import { commentForContact, commentForTech } from './timeline.views.ts';

export interface NewWords {
  readonly html: string;
  readonly fileIds: readonly number[] | undefined;
  readonly visibility: Visibility;
}

/** The comment itself, its files and its words for search; the entry and the counters follow in `applyChange`. */
export async function writeComment(ctx: Ctx, ticket: TicketWithPeople, words: NewWords): Promise<{ id: number; visibility: Visibility }> {
  const body = richText(words.html);
  refuseBlank(body, words.fileIds);
  const { visibility } = words;
  const row = { bodyHtml: body.html, bodyText: body.text, bodyFormat: BODY_FORMAT, createdAt: ctx.occurredAt };
  const id = await insertComment(ctx.tx, { ...row, ticketId: ticket.id, authorId: ctx.actor.accountId, visibility });
  await attachFiles(ctx, { ticketId: ticket.id, commentId: id, visibility }, body, words.fileIds);
  await appendToDocuments(ctx.tx, ticket.id, visibility === 'public' ? ['public', 'staff'] : ['staff'], body.text);
  return { id, visibility };
}

export function refuseBlank(body: RichText, fileIds: readonly number[] | undefined): void {
  if (isBlank(body) && (fileIds ?? []).length === 0) {
    throw new Refusal(422, 'comment.empty', 'There is nothing in this comment. Write something or attach a file.', {
      fields: [{ path: 'bodyHtml', code: 'empty', message: 'Write something or attach a file.' }],
    });
  }
}

/** One comment as the reply of what made or changed it. */
export async function commentView(ctx: Ctx, commentId: number): Promise<ReplyOf<typeof addComment>> {
  const row = await findCommentEntry(ctx.tx, commentId);
  if (!row) throw notFound('comment');
  const people = await personRefs(ctx, [row.comment.authorId]);
  const ids = [...row.files.map((one) => one.fileId), ...imageIdsIn(row.comment.bodyHtml)];
  const files = await listTicketFiles(ctx.tx, row.comment.ticketId, ids, ctx.actor.audience === 'tech');
  const parts = { actor: ctx.actor, viewer: viewerOf(ctx.actor), people, files };
  return ctx.actor.audience === 'contact'
    ? commentForContact(row.comment, row.files, parts)
    : commentForTech(row.comment, row.files, parts);
}
