import type { CheckResult } from '../../kernel/health/checks.ts';
import type { LiveLine } from '../../kernel/realtime/live-types.ts';
import type { MailHealth } from './system.reads.ts';

/** `reason` names what is said, so that a page can say it in another language. */
export type Said = CheckResult;

const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);

export function databaseCheck(facts: {
  readonly engine: string;
  readonly version: string;
  readonly bytes: number;
  readonly pingMs: number;
}): Said {
  const slow = facts.pingMs > 250;
  return {
    state: slow ? 'warning' : 'ok',
    detail: slow ? 'The database answers slowly.' : 'The database answers.',
    values: { engine: facts.engine, version: facts.version, megabytes: megabytes(facts.bytes), milliseconds: Math.round(facts.pingMs) },
    advice: slow ? 'Look at the load of the database machine. On the embedded database, move to PostgreSQL when this stays.' : null,
  };
}

const PILE = 1000;
const LATE_SECONDS = 300;

export function jobsCheck(
  queues: readonly { readonly ready: number; readonly active: number; readonly dead: number; readonly oldestSeconds: number }[],
): Said {
  const sum = (key: 'ready' | 'active' | 'dead') => queues.reduce((total, queue) => total + queue[key], 0);
  const [dead, waiting, active] = [sum('dead'), sum('ready'), sum('active')];
  const oldest = Math.round(Math.max(0, ...queues.map((queue) => queue.oldestSeconds)));
  const values = { waiting, active, dead, oldestSeconds: oldest };
  if (oldest > LATE_SECONDS) {
    return {
      state: 'bad',
      reason: 'late',
      detail: `Background jobs stand still: the oldest has been waiting for ${Math.round(oldest / 60)} minutes.`,
      values,
      advice:
        'Nothing is lost, but notices and mails wait. See that a process with --services=jobs runs and what its log says; restarting the server starts the waiting jobs again.',
    };
  }
  if (dead > 0) {
    return {
      state: 'warning',
      reason: 'dead',
      detail: `${dead} background ${dead === 1 ? 'job has' : 'jobs have'} failed for good.`,
      values,
      advice: 'Open Jobs, read why, and run them again when the cause is gone.',
    };
  }
  if (waiting > PILE) {
    return {
      state: 'warning',
      reason: 'pile',
      detail: 'Background jobs pile up.',
      values,
      advice: 'After an import or an outage this passes by itself. If it stays, start another process with --services=jobs.',
    };
  }
  return { state: 'ok', detail: 'Background jobs are up to date.', values, advice: null };
}

const MAIL_LATE_SECONDS = 900;

export function mailCheck(mail: MailHealth, transport: 'smtp' | 'local-inbox' | 'none'): Said {
  const { failed, waiting, oldestSeconds, lastSentAt } = mail;
  const values = { transport, failed, waiting, oldestSeconds: Math.round(oldestSeconds), lastSentAt: lastSentAt ?? '' };
  if (transport === 'none') {
    return {
      state: 'bad',
      reason: 'none',
      detail: 'No mail leaves: no mail server is set.',
      values,
      advice: 'Set SMTP_URL and restart. Until then people can sign in only with a password.',
    };
  }
  if (oldestSeconds > MAIL_LATE_SECONDS) {
    return {
      state: 'bad',
      reason: 'late',
      detail: `${waiting} ${waiting === 1 ? 'mail waits' : 'mails wait'}, the oldest for ${Math.round(oldestSeconds / 60)} minutes.`,
      values,
      advice:
        'Nothing is lost: they are tried again by themselves. Open Mail to read what the mail server answers; usually it is away or refuses our sign-in (SMTP_URL).',
    };
  }
  if (failed > 0) {
    return {
      state: 'warning',
      reason: 'failed',
      detail: `${failed} ${failed === 1 ? 'mail' : 'mails'} of the last week could not be delivered.`,
      values,
      advice: 'Open Mail, read why, and send them again.',
    };
  }
  return {
    state: 'ok',
    detail: transport === 'smtp' ? 'Mail is delivered.' : 'Mail goes to the local inbox of this demo.',
    values,
    advice: null,
  };
}

export function diskCheck(freeBytes: number, totalBytes: number): Said {
  const values = { freeMegabytes: megabytes(freeBytes), totalMegabytes: megabytes(totalBytes) };
  if (freeBytes < 500_000_000)
    return {
      state: 'bad',
      detail: 'The disk is nearly full.',
      values,
      advice: 'Free some space now: with a full disk nothing new can be saved.',
    };
  if (freeBytes < 5_000_000_000)
    return {
      state: 'warning',
      detail: 'The disk is getting full.',
      values,
      advice: 'Plan for more space in the data folder.',
    };
  return { state: 'ok', detail: 'There is enough space.', values, advice: null };
}

export function eventsCheck(lagSeconds: number): Said {
  const late = lagSeconds > 60;
  return {
    state: late ? 'warning' : 'ok',
    detail: late ? 'Notices and mails are late.' : 'Notices follow at once.',
    values: { seconds: Math.round(lagSeconds) },
    advice: late ? 'See whether jobs fail or pile up; restart the server if they stand still.' : null,
  };
}

/** What joins several server processes, so that a page hears of what happened on another one. */
export function liveCheck(line: LiveLine): Said {
  const values = { carrier: line.kind, reason: line.trouble ?? '' };
  if (line.trouble === null) return { state: 'ok', detail: 'Live updates reach every open page.', values, advice: null };
  return {
    state: 'warning',
    detail: 'Live updates do not reach pages that another server process serves.',
    values,
    advice:
      line.kind === 'redis'
        ? 'See whether Redis runs and REDIS_URL is right. Nothing is lost: pages show what is new when they are reloaded, and by themselves once Redis is back.'
        : 'See whether PostgreSQL takes new connections. Nothing is lost: pages catch up by themselves once it does.',
  };
}

export function clockCheck(offByMs: number): Said {
  const off = Math.abs(offByMs) > 5000;
  return {
    state: off ? 'warning' : 'ok',
    detail: off ? 'The clocks of the server and its database differ.' : 'The clocks agree.',
    values: { seconds: Math.round(offByMs / 1000) },
    advice: off ? 'Turn on time synchronisation (NTP) on both machines.' : null,
  };
}
