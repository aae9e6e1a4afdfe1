import { nowMs } from '../../kernel/clock.ts';
import { LONGEST_MAIL_MS } from '../../kernel/mail/smtp.ts';
import type { JobDeclaration } from '../../kernel/module.ts';
import { deliver, deliverSecret } from './deliver.ts';
import { eraseSecretsBefore } from './email.store.ts';
import { DELIVER_JOB, DELIVER_SECRET_JOB, RESUME_JOB } from './queue-mail.ts';
import { resumeMail } from './resume.ts';

/** Of the job, which fails only when we do (the database went away): refusals of the mail server plan their own next attempt. */
const DELIVER_ATTEMPTS = 40;
/** Above all waits for a mail server: a job that is given up too early sends its mail twice. */
const DELIVER_SECONDS = LONGEST_MAIL_MS / 1000 + 60;
/** A code is good for ten minutes; what cannot be sent by then is not worth sending. */
export const SECRET_ATTEMPTS = 12;
const SECRET_HOURS = 1;

export const jobs: readonly JobDeclaration[] = [
  {
    name: DELIVER_JOB,
    service: 'mail',
    retryLimit: DELIVER_ATTEMPTS,
    retryDelay: 30,
    concurrency: 4,
    timeout: DELIVER_SECONDS,
    run: (ctx, data) => deliver(ctx, Number(data.mailId), Number(data.unanswered ?? 0)),
  },
  {
    // Of its own, so that nobody waits at the door while a thousand notices are delivered.
    name: DELIVER_SECRET_JOB,
    service: 'mail',
    retryLimit: SECRET_ATTEMPTS,
    retryDelay: 5,
    concurrency: 4,
    timeout: DELIVER_SECONDS,
    run: (ctx, data, job) => deliverSecret(ctx, Number(data.mailId), { attempt: job.attempt, last: SECRET_ATTEMPTS }),
  },
  {
    // Sent by the first mail that finds the server away. The schedule is for the case that a clock jumped in between.
    name: RESUME_JOB,
    service: 'mail',
    cron: '*/10 * * * *',
    concurrency: 1,
    run: (ctx) => resumeMail(ctx),
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
