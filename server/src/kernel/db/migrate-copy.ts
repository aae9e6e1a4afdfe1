import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Logger } from 'pino';
import { type Database, openEmbedded, openPostgres } from './database.ts';
import { startEmbedded } from './embedded.ts';
import { StartRefused } from './lock-file.ts';

/** A copy of the database that is thrown away. The original is only read. */
export interface Copy {
  readonly database: Database;
  /** Where it is, for the person. */
  readonly place: string;
  remove(): Promise<void>;
}

const FOLDER = /^rehearsal-[0-9a-f]{8}$/;
const PREFIX = 'portico_rehearsal_';
const ROWS_AT_ONCE = 2_000;

/** Copies the folder of the embedded database, which this process holds open and nobody writes to. */
export async function copyFolder(database: Database, dataDir: string, log: Logger): Promise<Copy> {
  for (const left of await readdir(dataDir)) if (FOLDER.test(left)) await rm(join(dataDir, left), { recursive: true, force: true });
  const [from, home] = [join(dataDir, 'db'), join(dataDir, `rehearsal-${randomBytes(4).toString('hex')}`)];
  await database.pool.query('CHECKPOINT');
  const [size, free] = [await sizeOf(from), await statfs(dataDir)];
  if (free.bavail * free.bsize < 2 * size) {
    throw new StartRefused(
      `A rehearsal needs a copy of the database, ${megabytes(2 * size)} with room to work, and the disk has ${megabytes(free.bavail * free.bsize)} left. Free some space first. Nothing was changed.`,
    );
  }
  const remove = () => rm(home, { recursive: true, force: true });
  try {
    await mkdir(home, { mode: 0o700 });
    await cp(from, join(home, 'db'), { recursive: true, filter: (path) => !path.endsWith('postmaster.pid') });
    const copy = openEmbedded(await startEmbedded({ folder: join(home, 'db') }), { log });
    return { database: copy, place: home, remove: () => copy.close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Makes an empty database beside the real one on its server. `build` gives it the real one's tables, then the rows are copied. */
export async function copyDatabase(
  options: {
    readonly url: string;
    readonly log: Logger;
    readonly build: (copy: Database) => Promise<void>;
    readonly onTable: (table: string) => void;
  },
  pending: readonly string[],
): Promise<Copy> {
  const { url, log } = options;
  const name = `${PREFIX}${randomBytes(6).toString('hex')}`;
  const place = Object.assign(new URL(url), { pathname: `/${name}` }).toString();
  const live = new pg.Client({ connectionString: url });
  await live.connect();
  const drop = () => live.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).finally(() => live.end());
  try {
    await dropLeftovers(live);
    await create(live, name, pending);
    const database = openPostgres(place, { log, poolSize: 2 });
    try {
      await options.build(database);
      await copyRows(live, database, options.onTable);
      await database.pool.query('ANALYZE');
    } catch (error) {
      await database.close();
      throw error;
    }
    return { database, place: `database ${name}`, remove: () => database.close().finally(drop) };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function create(live: pg.Client, name: string, pending: readonly string[]): Promise<void> {
  try {
    await live.query(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new StartRefused(
      `The rehearsal needs a database of its own on the same server, and the user "${live.user}" may not create one. Allow it for the moment: ALTER ROLE "${live.user}" CREATEDB; Without it, this is what would run: ${pending.join(', ')}. Nothing was changed.`,
    );
  }
}

/** Of rehearsals that were killed; one that is going on is connected to its copy. */
async function dropLeftovers(live: pg.Client): Promise<void> {
  const { rows } = await live.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database d WHERE datname LIKE '${PREFIX.replaceAll('_', '\\_')}%' AND pg_has_role(datdba, 'USAGE')
     AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datid = d.oid)`,
  );
  for (const { name } of rows) await live.query(`DROP DATABASE IF EXISTS ${name}`).catch(() => {});
}

interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly sequence: string | null }[];
}

/** All rows as one moment saw them; foreign keys wait until everything is there. */
async function copyRows(live: pg.Client, copy: Database, onTable: (table: string) => void): Promise<void> {
  const target = await copy.pool.connect();
  try {
    const tables = await tablesOf(target);
    const { rows: keys } = await target.query<{ owner: string; name: string; definition: string }>(
      `SELECT conrelid::regclass::text AS owner, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
    );
    for (const key of keys) await target.query(`ALTER TABLE ${key.owner} DROP CONSTRAINT ${key.name}`);
    await live.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    for (const table of tables) {
      onTable(table.name);
      await target.query(`TRUNCATE ${table.name}`);
      await copyTable(live, target, table);
    }
    await live.query('COMMIT');
    for (const key of keys) await target.query(`ALTER TABLE ${key.owner} ADD CONSTRAINT ${key.name} ${key.definition}`);
  } finally {
    await live.query('ROLLBACK').catch(() => {});
    target.release();
  }
}

async function tablesOf(client: pg.ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT quote_ident(c.relname) AS name, json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod),
       'sequence', pg_get_serial_sequence(quote_ident(c.relname), a.attname)) ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
       AND c.relname <> 'schema_migrations'
     GROUP BY c.relname ORDER BY c.relname`,
  );
  return rows;
}

/** Every value travels as PostgreSQL writes it, so that nothing is rounded or read another way on its way. */
async function copyTable(live: pg.Client, target: pg.ClientBase, { name, columns }: Table): Promise<void> {
  const names = columns.map((column) => column.name).join(', ');
  const values = columns.map(({ type }, index) => `u.c${index}::${type}`).join(', ');
  const aliases = columns.map((_, index) => `c${index}`).join(', ');
  const lists = columns.map((_, index) => `$${index + 1}::text[]`).join(', ');
  const insert = `INSERT INTO ${name} (${names}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM unnest(${lists}) AS u (${aliases})`;
  await live.query(
    `DECLARE rows_of NO SCROLL CURSOR FOR SELECT ${columns.map((column) => `${column.name}::text`).join(', ')} FROM ${name}`,
  );
  for (;;) {
    const { rows } = await live.query<unknown[]>({ text: `FETCH ${ROWS_AT_ONCE} FROM rows_of`, rowMode: 'array' });
    if (rows.length === 0) break;
    await target.query(
      insert,
      columns.map((_, index) => rows.map((row) => row[index])),
    );
  }
  await live.query('CLOSE rows_of');
  for (const column of columns) {
    if (column.sequence !== null)
      await target.query(`SELECT setval($1::regclass, greatest(max(${column.name}), 1), max(${column.name}) IS NOT NULL) FROM ${name}`, [
        column.sequence,
      ]);
  }
}

async function sizeOf(folder: string): Promise<number> {
  let sum = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) sum += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return sum;
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`;
