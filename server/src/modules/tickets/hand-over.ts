import type { Ctx, Db } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { loadServiceDesk } from '../service-desk/index.ts';
import { getSetting } from '../settings/index.ts';
import { availabilityAt, findTech, type TechFacts, takesAssignments } from '../techs/index.ts';
import { listToHandOver, lockAssignee, noteHandedOver, type WaitingTicket } from './hand-over.store.ts';
import { type HandOverNote, noteOf } from './hand-over.texts.ts';
import { addComment } from './operations/add-comment.ts';
import { mayBeAssigned } from './tickets.rules.ts';
import { changeTicket } from './tickets.update.ts';

export const HAND_OVER_JOB = 'tickets.handOver';
const BATCH = 20;

/**
 * Somebody went away: what his teams do not leave with him goes to the lead or back to the team, each ticket with a note. A batch per
 * run; who came back meanwhile keeps the rest.
 */
export async function handOver(ctx: Ctx, techId: number, after: number): Promise<void> {
  const tech = await findTech(ctx.tx, techId);
  if (!tech || availabilityAt(tech, ctx.now) !== 'away') return;
  const batch = await listToHandOver(ctx.tx, techId, after, BATCH);
  const leads = new Map<number, TechFacts | null>();
  for (const id of new Set(batch.flatMap((ticket) => ticket.leads))) leads.set(id, await findTech(ctx.tx, id));
  const desk = await loadServiceDesk(ctx.tx);
  for (const ticket of batch) {
    const heir = heirOf(ticket, leads, ctx.now);
    const key = heir ? 'toLead' : 'toTeam';
    await eachAlone(ctx, async (alone) => {
      // Somebody gave it to a colleague since the list was read: that stands.
      if ((await lockAssignee(alone.tx, ticket.id)) !== techId) return false;
      await changeTicket(alone, ticket.id, { assigneeId: heir?.id ?? null }, desk);
      await writeNote(alone, ticket.id, { key, name: tech.name, other: heir?.name ?? ticket.teamName });
      await noteHandedOver(alone.tx, ticket.id, techId, heir?.id ?? null, ctx.now);
      return true;
    });
  }
  const last = batch.at(-1);
  if (last && batch.length === BATCH) await ctx.services.jobs.send(ctx.tx, HAND_OVER_JOB, { techId, after: last.id });
}

/** A lead who is there and may see the ticket; else it waits in the team. */
function heirOf(ticket: WaitingTicket, leads: ReadonlyMap<number, TechFacts | null>, now: string): TechFacts | null {
  if (ticket.rule !== 'lead') return null;
  const fit = (tech: TechFacts | null | undefined): tech is TechFacts =>
    tech !== null && tech !== undefined && mayBeAssigned(tech, ticket) && takesAssignments(availabilityAt(tech, now), false);
  return ticket.leads.map((id) => leads.get(id)).find(fit) ?? null;
}

/** In the language of the workspace: everybody of the staff reads it. */
export async function writeNote(ctx: Ctx, ticketId: number, note: HandOverNote): Promise<void> {
  const { locale } = await getSetting<{ locale?: string }>(ctx.tx, 'workspace', {});
  await addComment(ctx, { params: { id: ticketId }, body: { bodyHtml: noteOf(locale, note), visibility: 'internal' } });
}

/** In a savepoint: a ticket that refuses (archived or closed in this moment) keeps none of the others. True when it was done. */
export async function eachAlone(ctx: Ctx, work: (alone: Ctx) => Promise<boolean>): Promise<boolean> {
  try {
    return await ctx.tx.transaction((tx) => work({ ...ctx, http: null, tx: tx as unknown as Db }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}
