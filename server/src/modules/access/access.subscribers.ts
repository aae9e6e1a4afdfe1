import type { Subscriber } from '../../kernel/module.ts';
import { listActiveIds } from './access.reads.ts';
import { leaveAccounts } from './sessions.store.ts';

const idsOf = (value: unknown): number[] => (Array.isArray(value) ? value.filter((id) => typeof id === 'number') : []);

/**
 * What these accounts may do has changed. Requests are judged anew each time anyway; open sockets were let in under the old
 * rights, so they are cut off and come back as far as they still may.
 */
const judgeSocketsAgain: Subscriber = {
  name: 'access.judge-sockets-again',
  events: ['account.accessChanged'],
  quiet: true,
  run: async (ctx, event) => {
    const ids = idsOf(event.payload.accountIds);
    const active = new Set(await listActiveIds(ctx.tx, ids));
    await leaveAccounts(
      ctx.tx,
      ids.filter((id) => !active.has(id)),
    );
    for (const accountId of ids) ctx.services.realtime.evict({ accountId });
  },
};

export const subscribers: readonly Subscriber[] = [judgeSocketsAgain];
