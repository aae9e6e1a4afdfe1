import type { Ctx } from '../../kernel/context.ts';
import { rebuildDocuments } from './documents.store.ts';
import { giveTickets, listTicketsWith, moveTickets, type Portion, type PortionDone } from './relocate.store.ts';
import { REINDEX_JOB } from './tickets.subscribers.ts';

const when = (ctx: Ctx) => ({ now: ctx.now, changeId: ctx.causation.id });

/** A portion of somebody's tickets goes along to another company, with an entry in each timeline. Who is told of it is the caller's business. */
export const moveTicketsOf = (ctx: Ctx, { toCompanyId, ...portion }: Portion & { readonly toCompanyId: number }): Promise<PortionDone> =>
  moveTickets(ctx.tx, portion, toCompanyId, when(ctx));

/** A portion of somebody's tickets gets another owner in the same company. */
export const handOverTicketsOf = (ctx: Ctx, { heirId, ...portion }: Portion & { readonly heirId: number }): Promise<PortionDone> =>
  giveTickets(ctx.tx, portion, heirId, when(ctx));

/** Search finds the tickets of this person, or company, by their names of now; in the background. */
export async function reindexTicketsOf(ctx: Ctx, who: { readonly accountId: number } | { readonly companyId: number }): Promise<void> {
  await ctx.services.jobs.send(ctx.tx, REINDEX_JOB, { ...who, after: 0 });
}

const WORDS_AT_ONCE = 50;

/** The search words of a portion of somebody's tickets are made anew from what is there; returns the last one, null when all are done. */
export async function rebuildTicketsOf(ctx: Pick<Ctx, 'tx'>, accountId: number, after: number): Promise<number | null> {
  const ids = await listTicketsWith(ctx.tx, accountId, after, WORDS_AT_ONCE);
  for (const id of ids) await rebuildDocuments(ctx.tx, id);
  return ids.at(-1) ?? null;
}
