// Started by embedded.test.ts and killed in the middle of its work: inserts numbers and prints each one that was acknowledged.

import { openDatabase } from '../src/kernel/db/open-database.ts';
import { createLog } from '../src/kernel/log/log.ts';

const dataDir = process.argv[2] ?? '';
const database = await openDatabase({ databaseUrl: null, dataDir, log: createLog({ level: 'silent' }), onCrash: () => process.exit(3) });
await database.pool.query('CREATE TABLE IF NOT EXISTS numbers (n int PRIMARY KEY, padding text)');
process.stdout.write('ready\n');
for (let n = 1; ; n++) {
  await database.pool.query("INSERT INTO numbers VALUES ($1, repeat('x', 500))", [n]);
  process.stdout.write(`${n}\n`);
}
