import { nowMs } from '../../kernel/clock.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { JobDeclaration } from '../../kernel/module.ts';
import { listDuePeople, listEndedQuiet } from './digests.reads.ts';
import { letOut } from './notices.catch-up.ts';
import { type Summaries, sendDigest } from './notices.digest.ts';

export const DUE_JOB = 'notifications.due';
const BATCH = 200;
/** Less than the job may take; the next look goes on. */
const MOST_MS = 90_000;

type Find = (db: Ctx['tx'], now: string, after: number, limit: number) => Promise<number[]>;

/** Each person in a transaction of his own: one that fails keeps nobody else waiting, and is tried again with the next look. */
async function eachPerson(ctx: Ctx, until: number, find: Find, work: (writing: Ctx, accountId: number) => Promise<void>): Promise<void> {
  let after = 0;
  while (nowMs() < until) {
    const people = await find(ctx.tx, ctx.now, after, BATCH);
    for (const accountId of people)
      await ctx.services
        .write(ctx, (writing) => work(writing, accountId))
        .catch((error) => ctx.log.error({ err: error, accountId }, 'what waited for a person could not be told'));
    after = people.at(-1) ?? 0;
    if (people.length < BATCH) return;
  }
}

/** What was missed while the server stood still is due with the first look. */
export const jobs = (summaries: Summaries): readonly JobDeclaration[] => [
  {
    name: DUE_JOB,
    cron: '* * * * *',
    concurrency: 1,
    run: async (ctx) => {
      const until = nowMs() + MOST_MS;
      // First: what quiet hours held back belongs into the bell before a summary counts it.
      await eachPerson(ctx, until, listEndedQuiet, (writing, id) => letOut(writing, summaries.declarations, id, 'quiet'));
      await eachPerson(ctx, until, listDuePeople, (writing, id) => sendDigest(writing, summaries, id));
    },
  },
];
