import type { Ctx } from '../../kernel/context.ts';
import type { JobDeclaration } from '../../kernel/module.ts';
import { listExpiredAvailability, lockAvailability } from '../techs/index.ts';
import { changeAvailability } from './change-availability.ts';

const BATCH = 200;

/** Each in a transaction of its own: one that fails keeps nobody else away. What was missed while the server stood still ends now. */
async function endExpired(ctx: Ctx): Promise<void> {
  for (const id of await listExpiredAvailability(ctx.tx, ctx.now, BATCH)) {
    await ctx.services.write(ctx, async (writing) => {
      const before = await lockAvailability(writing.tx, id);
      if (!before?.availabilityUntil || before.availabilityUntil > writing.now) return;
      await changeAvailability(writing, id, before, { availability: 'available', availabilityUntil: null, availabilityBy: 'hand' });
    });
  }
}

export const END_JOB = 'profiles.endAvailability';

export const jobs: readonly JobDeclaration[] = [{ name: END_JOB, cron: '* * * * *', concurrency: 1, run: endExpired }];
