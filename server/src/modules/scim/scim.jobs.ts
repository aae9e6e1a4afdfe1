import { nowMs } from '../../kernel/clock.ts';
import type { JobDeclaration } from '../../kernel/module.ts';
import { deleteActivitiesBefore, trimActivities } from './activities.store.ts';

const DAYS_KEPT = 30;

export const jobs: readonly JobDeclaration[] = [
  {
    name: 'scim.tidy',
    cron: '53 * * * *',
    run: async (ctx) => {
      await deleteActivitiesBefore(ctx.tx, new Date(nowMs() - DAYS_KEPT * 86_400_000).toISOString());
      await trimActivities(ctx.tx);
    },
  },
];
