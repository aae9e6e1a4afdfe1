import type { Ctx } from '../../kernel/context.ts';
import type { JobDeclaration } from '../../kernel/module.ts';
import { loadAccessSettings } from './access.settings.ts';
import { deleteAttemptsBefore } from './attempts.store.ts';
import { forgetBrowsers } from './browsers.store.ts';
import { deleteOldChallenges } from './challenges.store.ts';
import { later } from './sessions.rules.ts';
import { deleteOldSessions } from './sessions.store.ts';

const DAY = 24 * 3600 * 1000;

export const jobs: readonly JobDeclaration[] = [
  {
    name: 'access.tidy',
    cron: '23 3 * * *',
    run: async (ctx) => {
      await deleteOldChallenges(ctx.tx, later(ctx.now, -DAY), later(ctx.now, -90 * DAY));
      await deleteOldSessions(ctx.tx, later(ctx.now, -30 * DAY));
      await forgetBrowsers(ctx.tx, later(ctx.now, -400 * DAY));
      await purgeAttempts(ctx);
    },
  },
];

const BATCH = 5_000;

/** What is older than the workspace keeps it, in batches: each is a transaction of its own. */
export async function purgeAttempts(ctx: Pick<Ctx, 'tx' | 'now'>, batch = BATCH): Promise<number> {
  const { signInLogDays } = await loadAccessSettings(ctx.tx);
  const before = later(ctx.now, -signInLogDays * DAY);
  let gone = 0;
  for (;;) {
    const count = await deleteAttemptsBefore(ctx.tx, before, batch);
    gone += count;
    if (count < batch) return gone;
  }
}
