import { nowMs } from '../../kernel/clock.ts';
import type { JobDeclaration } from '../../kernel/module.ts';
import { deliver } from './deliver.ts';
import { eraseSecretsBefore } from './email.store.ts';
import { DELIVER_JOB, DELIVER_SECRET_JOB } from './queue-mail.ts';

/** Half a minute first, doubling to an hour: together more than a day, which outlasts greylisting and a broken mail server. */
export const DELIVER_ATTEMPTS = 40;
/** A code is good for ten minutes; what cannot be sent by then is not worth sending. */
export const SECRET_ATTEMPTS = 12;
const SECRET_HOURS = 1;

export const jobs: readonly JobDeclaration[] = [
  {
    name: DELIVER_JOB,
    retryLimit: DELIVER_ATTEMPTS,
    retryDelay: 30,
    concurrency: 4,
    run: (ctx, data, job) => deliver(ctx, Number(data.mailId), job.attempt >= DELIVER_ATTEMPTS),
  },
  {
    // Of its own, so that nobody waits at the door while a thousand notices are delivered.
    name: DELIVER_SECRET_JOB,
    retryLimit: SECRET_ATTEMPTS,
    retryDelay: 5,
    concurrency: 4,
    run: (ctx, data, job) => deliver(ctx, Number(data.mailId), job.attempt >= SECRET_ATTEMPTS),
  },
  {
    name: 'mail.eraseSecrets',
    cron: '*/10 * * * *',
    run: async (ctx) => {
      const before = new Date(nowMs() - SECRET_HOURS * 3_600_000).toISOString();
      await eraseSecretsBefore(ctx.tx, before, 'The code ran out before the mail could be delivered.');
    },
  },
];
