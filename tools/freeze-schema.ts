/**
 * Publishes the schema: writes server/test/upgrades/milestones/VERSION.{json,sql.gz}, a small workspace as this version writes it, on the
 * PostgreSQL of TEST_DATABASE_URL with its pg_dump (or the one PG_DUMP names). Run once at each release that has new migrations; from then on those files may
 * not be edited, and every later version is tested to upgrade from them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

process.env.TEST_ENGINE = 'postgres';
const { prepareTemplate, SERVER_URL } = await import('../server/test/template.ts');
const { world } = await import('../server/test/world.ts');
const { fillMilestone } = await import('../server/test/upgrades/fill-milestone.ts');
const { VERSION } = await import('../server/src/kernel/version.ts');

const FOLDER = join(import.meta.dirname, '..', 'server', 'test', 'upgrades', 'milestones');

await prepareTemplate();
const w = await world();
try {
  const { rows } = await w.database.pool.query<{ name: string; checksum: string; version: number }>(
    'SELECT version, name, checksum FROM schema_migrations ORDER BY version',
  );
  const last = rows.at(-1)?.version ?? 0;
  const target = join(FOLDER, String(last).padStart(4, '0'));
  if (existsSync(`${target}.json`)) throw new Error(`Milestone ${last} is published already; a milestone is never written again.`);
  const facts = await fillMilestone(w);
  const { rows: name } = await w.database.pool.query<{ name: string }>('SELECT current_database() AS name');
  const url = Object.assign(new URL(SERVER_URL), { pathname: `/${name[0]?.name}` }).toString();
  const dump = execFileSync(
    process.env.PG_DUMP ?? 'pg_dump',
    ['--no-owner', '--no-privileges', '--inserts', '--rows-per-insert=200', url],
    { maxBuffer: 1 << 28 },
  )
    .toString()
    // Words of psql, not of SQL.
    .replace(/^\\(un)?restrict .*\n/gm, '');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${target}.sql.gz`, gzipSync(dump, { level: 9 }));
  const migrations = rows.map((row) => ({ name: row.name, checksum: row.checksum }));
  writeFileSync(`${target}.json`, `${JSON.stringify({ version: last, portico: VERSION, migrations, facts }, null, 2)}\n`);
  console.log(`Milestone ${last}: ${dump.length} characters of SQL.`);
} finally {
  await w.close();
}
process.exit(0);
