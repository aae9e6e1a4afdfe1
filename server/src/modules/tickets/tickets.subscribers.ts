import type { JobDeclaration, Subscriber } from '../../kernel/module.ts';
import { findContact } from '../contacts/index.ts';
import { listTicketsNaming, refreshHeads } from './documents.store.ts';
import { HAND_OVER_JOB, handOver } from './hand-over.ts';

export const REINDEX_JOB = 'tickets.reindex';
const BATCH = 50;

/**
 * In another queue, or of another owner, a ticket may be out of sight for contacts who have it open: those of its company leave its
 * room, and come back as far as they still may.
 */
const judgeRoomAgain: Subscriber = {
  name: 'tickets.judge-room-again',
  events: ['ticket.queueChanged', 'ticket.contactChanged'],
  quiet: true,
  run: async (ctx, event) => {
    const before = event.changes.contact?.[0];
    const owner = typeof before === 'number' ? await findContact(ctx.tx, before) : null;
    for (const companyId of [event.payload.companyId, owner?.companyId])
      if (typeof companyId === 'number') ctx.services.realtime.evict({ companyId, room: `ticket:${event.entity.id}` });
  },
};

/** A person or company has a new name: the tickets that carry it in their search documents learn it, in the background. */
export const subscribers: readonly Subscriber[] = [
  {
    name: 'tickets.names',
    events: ['account.changed', 'contact.changed', 'tech.changed', 'company.changed'],
    quiet: true,
    run: async (ctx, event) => {
      if (!('name' in event.changes)) return;
      const who = event.name === 'company.changed' ? { companyId: event.entity.id } : { accountId: event.entity.id };
      await ctx.services.jobs.send(ctx.tx, REINDEX_JOB, { ...who, after: 0 });
    },
  },
  judgeRoomAgain,
  {
    name: 'tickets.away',
    events: ['availability.changed'],
    run: async (ctx, event) => {
      if (event.payload.to === 'away' && event.payload.from !== 'away')
        await ctx.services.jobs.send(ctx.tx, HAND_OVER_JOB, { techId: event.entity.id, after: 0 });
    },
  },
];

/** A batch per run and transaction, so that a company with a hundred thousand tickets holds no lock for long. */
export const jobs: readonly JobDeclaration[] = [
  {
    name: HAND_OVER_JOB,
    tx: 'write',
    concurrency: 1,
    run: (ctx, data) => handOver(ctx, Number(data.techId), Number(data.after)),
  },
  {
    name: REINDEX_JOB,
    tx: 'write',
    concurrency: 1,
    run: async (ctx, data) => {
      const who = typeof data.companyId === 'number' ? { companyId: data.companyId } : { accountId: Number(data.accountId) };
      const batch = await listTicketsNaming(ctx.tx, who, Number(data.after), BATCH);
      for (const ticket of batch) await refreshHeads(ctx.tx, ticket.id, ticket.commentCount);
      const last = batch.at(-1);
      if (last && batch.length === BATCH) await ctx.services.jobs.send(ctx.tx, REINDEX_JOB, { ...who, after: last.id });
    },
  },
];
