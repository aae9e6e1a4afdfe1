import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { get } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { imageIdsIn } from '../../../kernel/text/rich-text.ts';
import { personRefs } from '../../accounts/index.ts';
import { viewerOf } from '../../files/index.ts';
import { findRow } from '../list.reads.ts';
import { getDetails, listTicketFiles } from '../ticket.reads.ts';
import { peopleIn, ticketForContact, ticketForTech } from '../tickets.views.ts';

/** Also the answer of every operation that changes a ticket. */
export async function getTicket(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly query?: InputOf<typeof get>['query'] },
): Promise<ReplyOf<typeof get>> {
  const row = await findRow(ctx, input.query?.by ?? 'id', input.params.id);
  if (!row) throw notFound('ticket');
  const details = await getDetails(ctx.tx, ctx.actor, row.ticket.id);
  const people = await personRefs(ctx, [...peopleIn([row]), row.ticket.createdBy, ...details.people.map((one) => one.accountId)]);
  const fileIds = [...details.files.map((one) => one.fileId), ...imageIdsIn(row.ticket.descriptionHtml)];
  const files = await listTicketFiles(ctx.tx, row.ticket.id, fileIds, ctx.actor.audience === 'tech');
  const parts = { row, details, people, files, actor: ctx.actor, viewer: viewerOf(ctx.actor) };
  return ctx.actor.audience === 'contact' ? ticketForContact(parts) : ticketForTech(parts);
}
