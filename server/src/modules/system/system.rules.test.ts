import { describe, expect, it } from 'vitest';
import { clockCheck, databaseCheck, diskCheck, eventsCheck, jobsCheck, mailCheck } from './system.rules.ts';

const gigabyte = 1_000_000_000;
const calm = { waiting: 0, active: 0, dead: 0 };
const mail = { failed: 0, waiting: 0, lastSentAt: null };
const good = [
  databaseCheck({ engine: 'embedded', version: '18', bytes: gigabyte, pingMs: 2 }),
  jobsCheck([calm]),
  mailCheck(mail, 'smtp'),
  diskCheck(50 * gigabyte, 100 * gigabyte),
  eventsCheck(1),
  clockCheck(40),
];
const trouble = [
  databaseCheck({ engine: 'embedded', version: '18', bytes: gigabyte, pingMs: 900 }),
  jobsCheck([calm, { ...calm, dead: 1 }]),
  jobsCheck([{ ...calm, waiting: 5000 }]),
  mailCheck({ ...mail, failed: 2 }, 'smtp'),
  mailCheck(mail, 'none'),
  diskCheck(gigabyte, 100 * gigabyte),
  diskCheck(gigabyte / 10, 100 * gigabyte),
  eventsCheck(600),
  clockCheck(-60_000),
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
    // A pile of waiting jobs has no advice of its own: events and mail say what it means.
    for (const check of trouble.filter((one) => one.detail !== 'Background jobs pile up.'))
      expect(check.advice, check.detail).toMatch(/\.$/);
  });
});
