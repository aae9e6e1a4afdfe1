import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { timeline } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { imageIdsIn } from '../../../kernel/text/rich-text.ts';
import { personRefs } from '../../accounts/index.ts';
import { viewerOf } from '../../files/index.ts';
import { listTicketFiles } from '../ticket.reads.ts';
import { readableTicket } from '../tickets.access.ts';
import { type EntryRow, listEntries, listNames } from '../timeline.reads.ts';
import { entryForContact, entryForTech, peopleInEntries } from '../timeline.views.ts';

/** One window, newest entries first to be read, oldest first in the answer; its cost does not depend on the ticket's length. */
export async function getTimeline(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly query: InputOf<typeof timeline>['query'] },
): Promise<ReplyOf<typeof timeline>> {
  const ticket = await readableTicket(ctx, input.params.id);
  const publicOnly = ctx.actor.audience === 'contact';
  const limit = input.query.limit ?? 50;
  const found = await listEntries(ctx.tx, ticket.id, { publicOnly, before: input.query.before, limit: limit + 1 });
  const rows = found.slice(0, limit).reverse();
  const before = found.length > limit ? rows[0]!.entry.seq : null;
  const people = await personRefs(ctx, peopleInEntries(rows));
  const files = await listTicketFiles(ctx.tx, ticket.id, fileIdsIn(rows), !publicOnly);
  const names = await listNames(
    ctx.tx,
    rows.map((row) => row.entry.changes),
  );
  const parts = { actor: ctx.actor, viewer: viewerOf(ctx.actor), people, files, names };
  if (publicOnly) return { items: rows.map((row) => entryForContact(row, parts)), before, total: found[0]?.publicTotal ?? 0 };
  return { items: rows.map((row) => entryForTech(row, parts)), before, total: ticket.seq };
}

const fileIdsIn = (rows: readonly EntryRow[]): number[] =>
  rows.flatMap(({ comment, files }) =>
    comment && !comment.deletedAt ? [...files.map((one) => one.fileId), ...imageIdsIn(comment.bodyHtml)] : [],
  );
