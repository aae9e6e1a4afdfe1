import type { JobDeclaration } from '../../kernel/module.ts';
import { deleteAttemptsBefore } from './attempts.store.ts';
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
      await deleteAttemptsBefore(ctx.tx, later(ctx.now, -180 * DAY));
    },
  },
];
