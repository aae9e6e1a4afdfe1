import { resolve } from 'node:path';
import { type DrillReport, drillBackup } from '../modules/backups/index.ts';
import { backupBar, number } from './backup-progress.ts';
import { defineCommand, EXIT } from './define-command.ts';

export const drill = defineCommand(
  {
    call: 'drill FILE',
    about:
      'Rehearses a restore: restores a backup into a scratch database in the folder for temporary files, compares rows, references and every stored file, says how long it took, and removes everything again. Does not touch the workspace; may run beside it.',
    words: ['FILE'],
    options: {
      to: { kind: 'text', value: 'DATABASE_URL', about: 'Restores into this empty PostgreSQL database instead; nothing stays in it.' },
      'passphrase-file': { kind: 'text', value: 'F', about: 'File whose first line is the passphrase of the backup.' },
    },
    examples: ['drill /mnt/backups/portico-20261122T020000Z.backup'],
    exitCodes: ['3 it can be restored, but something in it is not right', '130 stopped'],
  },
  async ({ terminal, signal, log }, { words, options }) => {
    const passphraseFile = options['passphrase-file'];
    const wanted = {
      path: resolve(words[0] as string),
      to: options.to ?? null,
      passphraseFile: passphraseFile === undefined ? null : resolve(passphraseFile),
    };
    const bar = backupBar(terminal);
    let report: DrillReport;
    try {
      report = await drillBackup(log, wanted, { signal, onProgress: bar.show });
    } finally {
      bar.end();
    }
    if (options.json) terminal.print(JSON.stringify(report));
    else for (const line of linesOf(report)) terminal.print(line);
    return report.ok ? EXIT.done : EXIT.withProblems;
  },
);

const linesOf = ({ path, checks, figures, seconds, madeAt, madeBy, place }: DrillReport): string[] => [
  `${path}, made at ${madeAt} by Portico ${madeBy}, was restored into ${place} and removed again.`,
  ...checks.map(({ key, ok, detail }) => `${(ok ? 'ok' : 'BAD').padEnd(5)}${key.padEnd(15)}${detail}`),
  `It holds ${number(figures.tickets)} tickets, ${number(figures.comments)} comments, ${number(figures.people)} people and ${number(figures.waitingJobs)} waiting jobs.`,
  `Reading and checking the file took ${seconds.reading.toFixed(1)} s, restoring ${seconds.restoring.toFixed(1)} s.`,
];
