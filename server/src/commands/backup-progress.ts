import type { BackupProgress } from '../kernel/backup/format.ts';
import { nowMs } from '../kernel/clock.ts';
import { progressBar, type Terminal } from './terminal.ts';

const LABELS: Readonly<Record<BackupProgress['phase'], string>> = {
  copying: 'Copying the database',
  reading: 'Checking the file',
  rows: 'Rows',
  files: 'Files',
  indexes: 'Building indexes and references',
  checking: 'Comparing checksums',
};

/** A bar for each step of a backup, restore, move or drill. */
export function backupBar(terminal: Terminal) {
  const bar = progressBar(terminal, nowMs);
  return {
    show: (progress: unknown): void => {
      const { phase, ...step } = progress as BackupProgress;
      bar.show({ label: LABELS[phase], ...step });
    },
    end: bar.end,
  };
}

export const number = (value: number): string => Math.round(value).toLocaleString('en-US');
export const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
