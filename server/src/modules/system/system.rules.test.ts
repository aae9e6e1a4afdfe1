import { describe, expect, it } from 'vitest';
import { addressCheck, handlesCheck, memoryCheck, responsivenessCheck } from './process.rules.ts';
import { clockCheck, databaseCheck, diskCheck, eventsCheck, jobsCheck, liveCheck, mailCheck } from './system.rules.ts';

const gigabyte = 1_000_000_000;
const calm = { ready: 0, active: 0, dead: 0, oldestSeconds: 0 };
const mail = { failed: 0, waiting: 0, oldestSeconds: 0, lastSentAt: null };
const stalls = { count: 1, longest: 2.5, lastAt: 1_000 };
const facts = { residentBytes: gigabyte, limitBytes: 4 * gigabyte, handles: { open: 100, limit: 1000 }, node: '24.0.0' };
const answers = { ok: true, detail: 'Portico answers.' } as const;
const silent = { ok: false, detail: 'https://portal.example.com does not answer (ECONNREFUSED).' } as const;
const good = [
  databaseCheck({ engine: 'embedded', version: '18', bytes: gigabyte, pingMs: 2 }),
  jobsCheck([calm]),
  mailCheck(mail, 'smtp'),
  diskCheck(50 * gigabyte, 100 * gigabyte),
  eventsCheck(1),
  liveCheck({ kind: 'alone', trouble: null }),
  liveCheck({ kind: 'redis', trouble: null }),
  clockCheck(40),
  addressCheck('https://portal.example.com', answers),
  addressCheck('http://localhost:3000', null),
  responsivenessCheck(null, 0),
  responsivenessCheck(stalls, 700_000),
  memoryCheck(facts),
  handlesCheck(facts),
  handlesCheck({ ...facts, handles: null }),
];
const trouble = [
  databaseCheck({ engine: 'embedded', version: '18', bytes: gigabyte, pingMs: 900 }),
  jobsCheck([calm, { ...calm, dead: 1 }]),
  jobsCheck([{ ...calm, ready: 5000 }]),
  jobsCheck([calm, { ...calm, ready: 3, oldestSeconds: 3600 }]),
  mailCheck({ ...mail, failed: 2 }, 'smtp'),
  mailCheck(mail, 'none'),
  mailCheck({ ...mail, waiting: 3, oldestSeconds: 7200 }, 'smtp'),
  diskCheck(gigabyte, 100 * gigabyte),
  diskCheck(gigabyte / 10, 100 * gigabyte),
  eventsCheck(600),
  liveCheck({ kind: 'redis', trouble: 'connect ECONNREFUSED' }),
  liveCheck({ kind: 'postgres', trouble: 'The connection ended.' }),
  clockCheck(-60_000),
  addressCheck('http://localhost:3000', answers),
  addressCheck('https://portal.example.com', silent),
  addressCheck('http://portal.example.com', answers),
  responsivenessCheck(stalls, 60_000),
  memoryCheck({ ...facts, residentBytes: 3.9 * gigabyte }),
  handlesCheck({ ...facts, handles: { open: 950, limit: 1000 } }),
];

describe('checks', () => {
  it('say nothing alarming while all is well', () => {
    for (const check of good) expect(check).toMatchObject({ state: 'ok', advice: null });
  });
  it('say what is wrong in a sentence and what to do next', () => {
    for (const check of trouble) {
      expect(check.state, check.detail).not.toBe('ok');
      expect(check.detail).toMatch(/^[A-Z0-9].*\.$/);
    }
    for (const check of trouble) expect(check.advice, check.detail).toMatch(/\.$/);
  });
  it('worst first: what stands still before what failed', () => {
    expect(jobsCheck([{ ...calm, dead: 2, ready: 1, oldestSeconds: 3600 }])).toMatchObject({ state: 'bad', reason: 'late' });
    expect(mailCheck({ ...mail, failed: 2, waiting: 1, oldestSeconds: 7200 }, 'smtp')).toMatchObject({ state: 'bad', reason: 'late' });
  });
});
