import { resolve } from 'node:path';
import type { Config } from '../kernel/config/config.ts';
import type { WorkspaceRestored } from '../modules/backups/index.ts';
import { restoreWorkspace } from '../modules/backups/index.ts';
import { backupBar, megabytes, number } from './backup-progress.ts';
import { defineCommand, EXIT } from './define-command.ts';

export const restore = defineCommand(
  {
    call: 'restore FILE',
    about:
      'Puts a backup into an empty place: the PostgreSQL of DATABASE_URL, or the embedded database in DATA_DIR, whichever it was made on. Checks the whole file first, compares every table afterwards, and leaves the place empty when anything fails. Everybody signs in again.',
    words: ['FILE'],
    options: { 'passphrase-file': { kind: 'text', value: 'F', about: 'File whose first line is the passphrase of the backup.' } },
    examples: ['restore /mnt/backups/portico-20261122T020000Z.backup'],
    exitCodes: ['130 stopped'],
  },
  async (input, { words, options }) => {
    const { terminal, signal, config } = input;
    const passphraseFile = options['passphrase-file'];
    const wanted = { path: resolve(words[0] as string), passphraseFile: passphraseFile === undefined ? null : resolve(passphraseFile) };
    const bar = backupBar(terminal);
    let report: WorkspaceRestored;
    try {
      report = await restoreWorkspace(input, wanted, { signal, onProgress: bar.show });
    } finally {
      bar.end();
    }
    if (options.json) terminal.print(JSON.stringify(report));
    else for (const line of linesOf(report, config)) terminal.print(line);
    return EXIT.done;
  },
);

function linesOf(report: WorkspaceRestored, config: Config): string[] {
  const { figures, files, migrated } = report;
  return [
    `Restored into ${report.place}: the workspace of ${report.publicUrl} as of ${report.madeAt}, saved by Portico ${report.madeBy}.`,
    `  ${number(figures.tickets)} tickets, ${number(figures.comments)} comments, ${number(figures.people)} people, ${number(files.count)} files (${megabytes(files.bytes)}), ${number(figures.waitingJobs)} waiting jobs`,
    `  ${number(report.rows)} rows in ${report.seconds.toFixed(1)} s; counts and checksums of every table agree`,
    ...(migrated.length > 0 ? [`  Brought to the present schema: ${migrated.join(', ')}`] : []),
    ...(report.secretWritten ? [`  The instance secret came with it: ${config.dataDir}/secret`] : []),
    '  Everybody signs in again. Waiting mails leave when the server starts; start a copy for trying out without SMTP_URL.',
    ...(config.publicUrl === report.publicUrl ? [] : [`  PUBLIC_URL was ${report.publicUrl} and is ${config.publicUrl} here.`]),
  ];
}
