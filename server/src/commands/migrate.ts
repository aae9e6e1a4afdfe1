import { findPending, migrate as runMigrations } from '../kernel/db/migrate.ts';
import { describeRehearsed, type Rehearsal, rehearse } from '../kernel/db/migrate-rehearse.ts';
import { openDatabase } from '../kernel/db/open-database.ts';
import { migrateJobs } from '../kernel/jobs/boss.ts';
import { defineCommand, EXIT } from './define-command.ts';

export const migrate = defineCommand(
  {
    call: 'migrate',
    about:
      'Brings the database up to date without starting the server. The start does the same; this is for those who want to choose the moment.',
    words: [],
    options: {
      'dry-run': {
        kind: 'flag',
        about: 'Rehearses on a copy and reports how long each migration takes and what it locks. Changes nothing.',
      },
    },
  },
  async ({ config, log, onCrash, terminal }, { options }) => {
    const dryRun = options['dry-run'];
    const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log, onCrash });
    try {
      if (dryRun) {
        const pending = await findPending(database.pool);
        if (pending.length === 0) {
          terminal.print(options.json ? JSON.stringify({ dryRun, migrations: [] }) : 'The database is up to date.');
          return EXIT.done;
        }
        const rehearsal = await rehearse({ database, config, log, alsoUnderLock: migrateJobs, onStep: terminal.complain });
        if (options.json) terminal.print(JSON.stringify({ dryRun, migrations: pending, rehearsal }));
        else for (const line of linesOf(rehearsal)) terminal.print(line);
        return EXIT.done;
      }
      const migrations = await runMigrations(database.pool, { log, alsoUnderLock: migrateJobs });
      if (options.json) terminal.print(JSON.stringify({ dryRun, migrations }));
      else terminal.print(migrations.length === 0 ? 'The database is up to date.' : `Ran ${migrations.length}: ${migrations.join(', ')}.`);
      return EXIT.done;
    } finally {
      await database.close();
    }
  },
);

function linesOf({ copyMs, migrations }: Rehearsal): string[] {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  const all = migrations.reduce((sum, { ms }) => sum + ms, 0);
  return [
    ...migrations.flatMap((one) => [`${one.name}  ${seconds(one.ms)}`, ...describeRehearsed(one).map((line) => `    ${line}`)]),
    `Together ${seconds(all)} on a copy that took ${seconds(copyMs)} to make and is gone again. With people at work expect longer: each migration also waits for those who use its tables. Nothing was changed.`,
  ];
}
