import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { list } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { listTickets } from './operations/list-tickets.ts';

/** The best matches among all tickets the actor may see, open or closed: the exact number, then titles and names, then texts. */
export const findTickets = (ctx: Ctx, q: string, limit: number): Promise<ReplyOf<typeof list>> =>
  listTickets(ctx, { query: { q, limit, state: 'all', sort: 'relevance' } });
