// A process that migrates and says what it does, so that a test can kill it: node migrator.ts DATA_DIR FOLDER [DATABASE_URL]
import pino from 'pino';
import { migrate } from '../../src/kernel/db/migrate.ts';
import { openDatabase } from '../../src/kernel/db/open-database.ts';
import { migrateJobs } from '../../src/kernel/jobs/boss.ts';

const [dataDir = '', folder = '', databaseUrl = null] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const database = await openDatabase({ databaseUrl, dataDir, log, onCrash: () => process.exit(1) });
say('open');
const ran = await migrate(database.pool, {
  log,
  folder,
  alsoUnderLock: migrateJobs,
  watch: { before: async (_client, { name }) => say(`begins ${name}`), after: async (_client, { name }) => say(`ends ${name}`) },
});
await database.close();
say(`ran ${ran.join(' ')}`);
process.exit(0);
