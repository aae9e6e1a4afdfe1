import { statfs } from 'node:fs/promises';
import { type LastBackup, readLastBackup } from '../../kernel/backup/last-backup.store.ts';
import type { BackupSettings } from '../../kernel/config/config.ts';
import type { CheckResult, HealthCheck } from '../../kernel/health/checks.ts';
import { isAhead } from './backups.rules.ts';

const HOUR = 3600_000;

/** What an administrator should know of the backups. */
export function judgeBackups(facts: {
  readonly settings: BackupSettings | null;
  readonly last: LastBackup | null;
  readonly nowMs: number;
  readonly startedMs: number;
  /** Bytes free where backups go; null when that cannot be asked. */
  readonly free: number | null;
  readonly demo: boolean;
  readonly elsewhere: boolean;
}): CheckResult {
  const { settings, last, nowMs, free } = facts;
  const ageHours = last?.goodAt ? Math.max(0, Math.round((nowMs - Date.parse(last.goodAt)) / HOUR)) : null;
  const values = {
    lastGoodAt: last?.goodAt ?? '',
    megabytes: Math.round((last?.bytes ?? 0) / 1_000_000),
    ...(ageHours === null ? {} : { hours: ageHours }),
  };
  if (facts.demo) return { state: 'ok', reason: 'demo', detail: 'A demo workspace needs no backups.', values, advice: null };
  if (facts.elsewhere) {
    const detail = 'Something else makes the backups, BACKUP_DIR says. Portico cannot tell how old they are.';
    return { state: 'ok', reason: 'elsewhere', detail, values, advice: null };
  }
  if (!settings) {
    return {
      state: 'warning',
      reason: 'off',
      detail: 'Portico makes no backups by itself.',
      values,
      advice:
        'Set BACKUP_DIR to a folder on another disk and restart, or to "elsewhere" when something else saves database, files and secret.',
    };
  }
  if (last && !last.ok) {
    return {
      state: 'bad',
      reason: 'failed',
      detail: `The last backup failed: ${last.error}`,
      values,
      advice: `It is tried again every hour; earlier backups are kept. Look at the folder of BACKUP_DIR: free space, and the rights of the user that runs Portico.`,
    };
  }
  const late = (settings.everyHours + 2) * HOUR;
  if (last?.goodAt && isAhead(Date.parse(last.goodAt), nowMs)) {
    return {
      // The next one puts it right; when none came in all this time, something else is wrong too.
      state: nowMs - facts.startedMs > late ? 'bad' : 'warning',
      reason: 'ahead',
      detail: `The last backup says it was made at ${last.goodAt}, which is later than now. The clock was wrong then, or is now.`,
      values,
      advice:
        'Set the clock of this machine (NTP). That backup is kept but does not count: the next one is made as if it were not there. Until then, "portico backup" makes one by hand.',
    };
  }
  if (nowMs - Math.max(facts.startedMs, last?.goodAt ? Date.parse(last.goodAt) : 0) > late) {
    return {
      state: 'bad',
      reason: 'late',
      detail: ageHours === null ? 'No backup has been made yet.' : `The last backup is ${ageHours} hours old.`,
      values,
      advice: 'See whether background jobs run; "backups.schedule" makes the backups.',
    };
  }
  if (last && last.missingFiles > 0) {
    return {
      state: 'warning',
      reason: 'missing',
      detail: `The last backup lacks ${last.missingFiles} files that tickets or people name: they are gone from the file store.`,
      values,
      advice: 'Bring them back from an earlier backup or from the history of the bucket. "portico drill" on a backup names them.',
    };
  }
  if (last && free !== null && free < 2 * last.bytes) {
    return {
      state: 'warning',
      reason: 'room',
      detail: 'The folder of backups has hardly any room for the next one.',
      values,
      advice: 'Free some space there, or lower BACKUP_KEEP.',
    };
  }
  return {
    state: 'ok',
    detail: last ? 'Backups are made.' : 'The first backup is about to be made.',
    values,
    advice: null,
  };
}

export const backupChecks: readonly HealthCheck[] = [
  {
    key: 'backups',
    title: 'Backups',
    run: async ({ services: { config }, tx, now }) => {
      const nowMs = Date.parse(now);
      const startedMs = nowMs - process.uptime() * 1000;
      const free = config.backups
        ? await statfs(config.backups.folder).then(
            ({ bavail, bsize }) => bavail * bsize,
            () => null,
          )
        : null;
      return judgeBackups({
        settings: config.backups,
        last: await readLastBackup(tx),
        nowMs,
        startedMs,
        free,
        demo: config.demo,
        elsewhere: config.backupsElsewhere,
      });
    },
  },
];
