import type { Subscriber } from '../../kernel/module.ts';
import { listInheritingMemberIds, listOpenContactIds, listUnrestrictedTechIds } from './rights.reads.ts';

/** Sockets were let in under the old rights: whom a change concerns is cut off and comes back as far as he still may. */
export const subscribers: readonly Subscriber[] = [
  {
    name: 'rights.judge-sockets-again',
    events: ['rights.changed'],
    quiet: true,
    run: async (ctx, { payload }) => {
      const { realtime } = ctx.services;
      const evictAll = (ids: readonly number[]) => {
        for (const accountId of ids) realtime.evict({ accountId });
      };
      if (payload.reaches !== true || typeof payload.id !== 'number') return;
      if (payload.scope === 'contact') evictAll([payload.id]);
      if (payload.scope === 'group') evictAll(await listInheritingMemberIds(ctx.tx, payload.id));
      if (payload.scope === 'company') realtime.evict({ companyId: payload.id });
      if (payload.scope === 'global') evictAll(await listOpenContactIds(ctx.tx, ctx.now));
      if (payload.scope === 'staff') evictAll(await listUnrestrictedTechIds(ctx.tx));
    },
  },
];
