import type { MailHealth } from './system.reads.ts';

type State = 'ok' | 'warning' | 'bad';
export interface Check {
  readonly key: 'database' | 'jobs' | 'mail' | 'disk' | 'events' | 'clock';
  readonly state: State;
  readonly detail: string;
  readonly values: Record<string, string | number>;
  readonly advice: string | null;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);

export function databaseCheck(facts: {
  readonly engine: string;
  readonly version: string;
  readonly bytes: number;
  readonly pingMs: number;
}): Check {
  const slow = facts.pingMs > 250;
  return {
    key: 'database',
    state: slow ? 'warning' : 'ok',
    detail: slow ? 'The database answers slowly.' : 'The database answers.',
    values: { engine: facts.engine, version: facts.version, megabytes: megabytes(facts.bytes), milliseconds: Math.round(facts.pingMs) },
    advice: slow ? 'Look at the load of the database machine. On the embedded database, move to PostgreSQL when this stays.' : null,
  };
}

export function jobsCheck(queues: readonly { readonly waiting: number; readonly active: number; readonly dead: number }[]): Check {
  const sum = (key: 'waiting' | 'active' | 'dead') => queues.reduce((total, queue) => total + queue[key], 0);
  const dead = sum('dead');
  const waiting = sum('waiting');
  const state = dead > 0 ? 'warning' : waiting > 1000 ? 'warning' : 'ok';
  const detail =
    dead > 0
      ? `${dead} background ${dead === 1 ? 'job has' : 'jobs have'} failed for good.`
      : waiting > 1000
        ? 'Background jobs pile up.'
        : 'Background jobs are up to date.';
  return {
    key: 'jobs',
    state,
    detail,
    values: { waiting, active: sum('active'), dead },
    advice: dead > 0 ? 'Open Jobs, read why, and run them again when the cause is gone.' : null,
  };
}

export function mailCheck(mail: MailHealth, transport: 'smtp' | 'local-inbox' | 'none'): Check {
  const values = { transport, failed: mail.failed, waiting: mail.waiting, lastSentAt: mail.lastSentAt ?? '' };
  if (transport === 'none') {
    return {
      key: 'mail',
      state: 'bad',
      detail: 'No mail leaves: no mail server is set.',
      values,
      advice: 'Set SMTP_URL and restart. Until then people can sign in only with a password.',
    };
  }
  if (mail.failed > 0) {
    return {
      key: 'mail',
      state: 'warning',
      detail: `${mail.failed} ${mail.failed === 1 ? 'mail' : 'mails'} of the last week could not be delivered.`,
      values,
      advice: 'Open Mail, read why, and send them again.',
    };
  }
  return {
    key: 'mail',
    state: 'ok',
    detail: transport === 'smtp' ? 'Mail is delivered.' : 'Mail goes to the local inbox of this demo.',
    values,
    advice: null,
  };
}

export function diskCheck(freeBytes: number, totalBytes: number): Check {
  const values = { freeMegabytes: megabytes(freeBytes), totalMegabytes: megabytes(totalBytes) };
  if (freeBytes < 500_000_000)
    return {
      key: 'disk',
      state: 'bad',
      detail: 'The disk is nearly full.',
      values,
      advice: 'Free some space now: with a full disk nothing new can be saved.',
    };
  if (freeBytes < 5_000_000_000)
    return {
      key: 'disk',
      state: 'warning',
      detail: 'The disk is getting full.',
      values,
      advice: 'Plan for more space in the data folder.',
    };
  return { key: 'disk', state: 'ok', detail: 'There is enough space.', values, advice: null };
}

export function eventsCheck(lagSeconds: number): Check {
  const late = lagSeconds > 60;
  return {
    key: 'events',
    state: late ? 'warning' : 'ok',
    detail: late ? 'Notices and mails are late.' : 'Notices follow at once.',
    values: { seconds: Math.round(lagSeconds) },
    advice: late ? 'See whether jobs fail or pile up; restart the server if they stand still.' : null,
  };
}

export function clockCheck(offByMs: number): Check {
  const off = Math.abs(offByMs) > 5000;
  return {
    key: 'clock',
    state: off ? 'warning' : 'ok',
    detail: off ? 'The clocks of the server and its database differ.' : 'The clocks agree.',
    values: { seconds: Math.round(offByMs / 1000) },
    advice: off ? 'Turn on time synchronisation (NTP) on both machines.' : null,
  };
}
