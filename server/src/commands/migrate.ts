import { migrate as runMigrations } from '../kernel/db/migrate.ts';
import { openDatabase } from '../kernel/db/open-database.ts';
import { migrateJobs } from '../kernel/jobs/boss.ts';
import type { Command } from './command.ts';

export const migrate: Command = {
  help: 'portico migrate [--dry-run] [--json]\n\n--dry-run  Names what would run and changes nothing.\n--json     Prints the result as JSON.',
  run: async ({ config, log, args, print, onCrash }) => {
    const dryRun = args.includes('--dry-run');
    const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log, onCrash });
    try {
      const names = await runMigrations(database.pool, { log, dryRun, alsoUnderLock: migrateJobs });
      if (args.includes('--json')) print(JSON.stringify({ dryRun, migrations: names }));
      else if (names.length === 0) print('The database is up to date.');
      else print(`${dryRun ? 'Would run' : 'Ran'} ${names.length}: ${names.join(', ')}.`);
      return 0;
    } finally {
      await database.close();
    }
  },
};
