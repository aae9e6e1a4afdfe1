import { describe, expect, it } from 'vitest';
import type { LastBackup } from '../../kernel/backup/last-backup.store.ts';
import { judgeBackups } from './backups.checks.ts';

const settings = { folder: '/b', everyHours: 24, hour: 2, keep: 14, passphraseFile: null };
const now = Date.parse('2026-11-22T12:00:00Z');
const good: LastBackup = {
  ...{ ok: true, at: '2026-11-22T02:00:00Z', path: '/b/x', bytes: 1_000_000, seconds: 3, missingFiles: 0, error: null },
  goodAt: '2026-11-22T02:00:00Z',
};
const judge = (more: Partial<Parameters<typeof judgeBackups>[0]> = {}) =>
  judgeBackups({ settings, last: good, nowMs: now, startedMs: now - 3600_000, free: 1e9, demo: false, elsewhere: false, ...more });

describe('says', () => {
  it('nothing alarming while backups are made, and in a demo', () => {
    expect(judge()).toMatchObject({ state: 'ok', advice: null, values: { hours: 10, megabytes: 1 } });
    expect(judge({ last: null })).toMatchObject({ state: 'ok', detail: 'The first backup is about to be made.' });
    expect(judge({ settings: null, demo: true })).toMatchObject({ state: 'ok' });
    expect(judge({ settings: null, elsewhere: true })).toMatchObject({ state: 'ok', reason: 'elsewhere', advice: null });
  });
  it('what is wrong, with what to do', () => {
    const trouble = {
      off: judge({ settings: null }),
      failed: judge({ last: { ...good, ok: false, error: 'There is no room for the backup in /b.' } }),
      late: judge({ startedMs: now - 40 * 3600_000, last: { ...good, goodAt: '2026-11-20T02:00:00Z' } }),
      missing: judge({ last: { ...good, missingFiles: 2 } }),
      ahead: judge({ last: { ...good, goodAt: '2026-12-24T02:00:00Z' } }),
      room: judge({ free: 1_500_000 }),
    };
    for (const [reason, check] of Object.entries(trouble)) {
      expect(check).toMatchObject({ reason });
      expect(check.state).not.toBe('ok');
      expect(check.advice).toMatch(/\.$/);
    }
    expect(trouble.failed).toMatchObject({ state: 'bad', detail: 'The last backup failed: There is no room for the backup in /b.' });
    expect(trouble.ahead).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining('2026-12-24T02:00:00Z, which is later than now'),
    });
    expect(judge({ startedMs: now - 40 * 3600_000, last: { ...good, goodAt: '2026-12-24T02:00:00Z' } }).state).toBe('bad');
    expect(judge({ last: { ...good, goodAt: '2026-11-22T12:05:00Z' } }).state).toBe('ok');
    expect(trouble.late.detail).toBe('The last backup is 58 hours old.');
    expect(judge({ startedMs: now - 40 * 3600_000, last: null })).toMatchObject({ reason: 'late', detail: 'No backup has been made yet.' });
  });
});
