import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { TicketItemForContact } from '@portico/contracts/tickets/shapes.ts';
import type { viewAsContact as contract } from '@portico/contracts/tickets/view-as.ts';
import type { Static } from 'typebox';
import type { Ctx } from '../../../kernel/context.ts';
import { chooseContact, recordAttempt } from '../../access/index.ts';
import { listTickets } from './list-tickets.ts';

const ROWS = 25;

/** A look without signing in: the contact's own list, drawn for the contact, through the policy of both. */
export async function viewAsContact(
  ctx: Ctx,
  { params, body }: Pick<InputOf<typeof contract>, 'params' | 'body'>,
): Promise<ReplyOf<typeof contract, 'tech'>> {
  const { contact, facts, staff } = await chooseContact(ctx, params.id, { endsAt: ctx.now, readOnly: true });
  if (body.cursor === undefined) {
    const by = { accountId: staff.accountId, note: null };
    await recordAttempt(ctx.tx, ctx, { emailKey: facts.emailKey ?? '', method: 'view-as', accountId: facts.id, by });
  }
  const query = { limit: ROWS, ...(body.cursor === undefined ? {} : { cursor: body.cursor }) };
  const { items, next } = await listTickets({ ...ctx, actor: contact }, { query });
  return { items: items as Static<typeof TicketItemForContact>[], next };
}
