import { resolve } from 'node:path';
import type { BackupReport } from '../kernel/backup/create-backup.ts';
import { backupBar, megabytes, number } from './backup-progress.ts';
import { defineCommand, EXIT } from './define-command.ts';
import { runTask } from './run-task.ts';
import { backupHere, createBackupTask } from './tasks/create-backup.ts';

export const backup = defineCommand(
  {
    call: 'backup FILE',
    about:
      'Writes the whole workspace into one file with checksums: database, waiting jobs, uploaded files, settings and the instance secret. People go on working. FILE may be a folder. Keep the file as safe as the server itself: it holds personal data and the secret.',
    words: ['FILE'],
    options: {
      'passphrase-file': { kind: 'text', value: 'F', about: 'Encrypts the backup with the first line of this file.' },
    },
    examples: ['backup /mnt/backups', 'backup /mnt/backups/before-upgrade.backup'],
    exitCodes: ['3 done, but stored files are missing', '130 stopped'],
  },
  async (input, { words, options }) => {
    const { terminal, signal } = input;
    const passphraseFile = options['passphrase-file'];
    const wanted = { path: resolve(words[0] as string), passphraseFile: passphraseFile === undefined ? null : resolve(passphraseFile) };
    const bar = backupBar(terminal);
    let report: BackupReport;
    try {
      report = await runTask(input, createBackupTask, wanted, { signal, onProgress: bar.show }, backupHere);
    } finally {
      bar.end();
    }
    if (options.json) terminal.print(JSON.stringify(report));
    else for (const line of linesOf(report)) terminal.print(line);
    return report.files.missing.length > 0 ? EXIT.withProblems : EXIT.done;
  },
);

function linesOf(report: BackupReport): string[] {
  const { files, pausedMs } = report;
  const pause = report.engine === 'pglite' ? `; the database paused for ${number(pausedMs)} ms` : '';
  return [
    `Backup written: ${report.path}`,
    `  ${number(report.rows)} rows of ${report.tables} tables and ${number(files.count)} files (${megabytes(files.bytes)}) in ${report.seconds.toFixed(1)} s${pause}`,
    `  ${megabytes(report.bytes)}, SHA-256 ${report.sha256}, read back and compared`,
    report.encrypted
      ? '  It is encrypted. Keep the passphrase somewhere else than the file: without it nothing can be restored.'
      : '  It holds personal data and the instance secret, readable by whoever can read the file.',
    ...(files.missing.length > 0
      ? [`  ${number(files.missing.length)} stored files are missing and could not be saved: ${files.missing.slice(0, 5).join(', ')}`]
      : []),
    `  Try it out: portico drill ${report.path}`,
  ];
}
