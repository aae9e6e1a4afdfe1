import type { WorkspaceMoved } from '../modules/backups/index.ts';
import { moveWorkspace } from '../modules/backups/index.ts';
import { backupBar, number } from './backup-progress.ts';
import { defineCommand, EXIT } from './define-command.ts';

export const move = defineCommand(
  {
    call: 'move --to DATABASE_URL',
    about:
      'Moves a workspace from the embedded database into an empty PostgreSQL database. Stop the server first. Every table is compared by count and checksum; files and secret stay in DATA_DIR; the embedded database stays as it was.',
    words: [],
    options: {
      to: { kind: 'text', value: 'DATABASE_URL', about: 'postgres://user:password@host:5432/name, an empty database.', required: true },
    },
    examples: ['move --to postgres://portico:secret@127.0.0.1:5432/portico'],
    exitCodes: ['130 stopped'],
  },
  async (input, { options }) => {
    const { terminal, signal } = input;
    const bar = backupBar(terminal);
    let report: WorkspaceMoved;
    try {
      report = await moveWorkspace(input, options.to, { signal, onProgress: bar.show });
    } finally {
      bar.end();
    }
    if (options.json) terminal.print(JSON.stringify(report));
    else for (const line of linesOf(report)) terminal.print(line);
    return EXIT.done;
  },
);

const linesOf = ({ place, rows, tables, figures, seconds, kept }: WorkspaceMoved): string[] => [
  `Moved to ${place}: ${number(rows)} rows of ${Object.keys(tables).length} tables in ${seconds.toFixed(1)} s; counts and checksums of every table agree.`,
  `  ${number(figures.tickets)} tickets, ${number(figures.comments)} comments, ${number(figures.people)} people, ${number(figures.waitingJobs)} waiting jobs`,
  '  Now set DATABASE_URL to this address and start the server. DATA_DIR stays as it is: it holds the files and the instance secret.',
  `  The embedded database is kept as it was in ${kept}; a start without DATABASE_URL is refused, so that nobody works in it by mistake.`,
  `  Remove ${kept} when you no longer want to go back.`,
];
