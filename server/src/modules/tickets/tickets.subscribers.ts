import type { JobDeclaration, Subscriber } from '../../kernel/module.ts';
import { listTicketsNaming, refreshHeads } from './documents.store.ts';

export const REINDEX_JOB = 'tickets.reindex';
const BATCH = 50;

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
];

/** A batch per run and transaction, so that a company with a hundred thousand tickets holds no lock for long. */
export const jobs: readonly JobDeclaration[] = [
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
