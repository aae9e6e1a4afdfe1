import type { Ctx } from '../../kernel/context.ts';
import type { JobDeclaration } from '../../kernel/module.ts';
import { listExpiredAvailability, lockAvailability } from '../techs/index.ts';
import { stateBy } from './calendar.rules.ts';
import { calendarNow, listBeginning, takeDueCalendars } from './calendar.store.ts';
import { changeAvailability } from './change-availability.ts';
import { fetchCalendar } from './fetch-calendar.ts';
import { followCalendar } from './follow-calendar.ts';

const BATCH = 200;

/** Each in a transaction of its own: one that fails keeps nobody else away. What was missed while the server stood still ends now. */
async function endExpired(ctx: Ctx): Promise<void> {
  for (const id of await listExpiredAvailability(ctx.tx, ctx.now, BATCH)) {
    await ctx.services.write(ctx, async (writing) => {
      const before = await lockAvailability(writing.tx, id);
      if (!before?.availabilityUntil || before.availabilityUntil > writing.now) return;
      await changeAvailability(writing, id, before, stateBy(before, await calendarNow(writing.tx, id, writing.now), writing.now));
    });
  }
  for (const id of await listBeginning(ctx.tx, ctx.now, BATCH)) {
    await ctx.services.write(ctx, (writing) => followCalendar(writing, id));
  }
}

/** Within it a fetch has ended or its process has. */
const FETCH_MS = 10 * 60_000;

async function sendDue(ctx: Ctx): Promise<void> {
  const ids = await takeDueCalendars(ctx.tx, ctx.now, new Date(Date.parse(ctx.now) + FETCH_MS).toISOString(), BATCH);
  await ctx.services.jobs.sendMany(
    ctx.tx,
    FETCH_JOB,
    ids.map((techId) => ({ techId })),
  );
}

export const END_JOB = 'profiles.endAvailability';
export const DUE_JOB = 'profiles.dueCalendars';
export const FETCH_JOB = 'profiles.fetchCalendar';

export const jobs: readonly JobDeclaration[] = [
  { name: END_JOB, cron: '* * * * *', concurrency: 1, run: endExpired },
  { name: DUE_JOB, cron: '* * * * *', concurrency: 1, tx: 'write', run: sendDue },
  { name: FETCH_JOB, concurrency: 2, retryLimit: 1, run: (ctx, { techId }) => fetchCalendar(ctx, Number(techId)) },
];
