import type { JobDeclaration } from '../module.ts';
import type { Boss } from './boss.ts';

/** Where a job goes when its attempts are used up; the admin console lists it and can send its jobs back. */
export const DEAD_LETTER = 'dead-letter';

const DAY = 24 * 60 * 60;

/** What the library keeps per queue, from a declaration. */
function optionsOf(job: JobDeclaration) {
  return {
    retryLimit: (job.retryLimit ?? 8) - 1,
    retryDelay: job.retryDelay ?? 5,
    retryBackoff: true,
    retryDelayMax: 60 * 60,
    expireInSeconds: job.timeout ?? 120,
    retentionSeconds: 30 * DAY,
    deleteAfterSeconds: 2 * DAY,
    deadLetter: DEAD_LETTER,
  };
}

/** Creates every queue, follows changed options, sets the schedules and removes those no longer declared. */
export async function prepareQueues(boss: Boss, jobs: readonly JobDeclaration[], schedules: boolean): Promise<void> {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  if (!existing.has(DEAD_LETTER)) {
    await boss.createQueue(DEAD_LETTER, { retentionSeconds: 90 * DAY, deleteAfterSeconds: 2 * DAY, retryLimit: 0 });
  }
  for (const job of jobs) {
    const wanted = optionsOf(job);
    const queue = existing.get(job.name);
    if (!queue) await boss.createQueue(job.name, wanted);
    else if (Object.entries(wanted).some(([key, value]) => queue[key as keyof typeof queue] !== value))
      await boss.updateQueue(job.name, wanted);
  }
  await warm(boss, [DEAD_LETTER, ...jobs.map((job) => job.name)]);
  if (schedules) await prepareSchedules(boss, jobs);
}

/**
 * Loads each queue into the library's cache. Otherwise the first `send` inside a transaction looks the queue up on another
 * connection, and the embedded database has only the one that the transaction holds.
 */
async function warm(boss: Boss, names: readonly string[]): Promise<void> {
  for (const name of names) await boss.findJobs(name, { id: '00000000-0000-0000-0000-000000000000' });
}

async function prepareSchedules(boss: Boss, jobs: readonly JobDeclaration[]): Promise<void> {
  const wanted = new Map(jobs.filter((job) => job.cron).map((job) => [job.name, job.cron as string]));
  for (const schedule of await boss.getSchedules()) {
    if (!wanted.has(schedule.name)) await boss.unschedule(schedule.name);
    else if (wanted.get(schedule.name) === schedule.cron) wanted.delete(schedule.name);
  }
  for (const [name, cron] of wanted) await boss.schedule(name, cron, {}, { tz: 'UTC' });
}
