import { join } from 'node:path';
import pg from 'pg';
import { openEmbedded } from '../server/src/kernel/db/database.ts';
import { startEmbedded } from '../server/src/kernel/db/embedded.ts';
import { createLog } from '../server/src/kernel/log/log.ts';
import type { Query } from './acknowledged/facts.ts';

/** The database of a run, reachable while no server holds it. */
export interface BenchDatabase {
  readonly name: string;
  /** Null: embedded in the data folder. */
  readonly url: string | null;
  using<T>(work: (query: Query) => Promise<T>): Promise<T>;
  drop(): Promise<void>;
}

/** Creates a database on the server of `adminUrl`, or uses the folder of the embedded one. */
export async function openBenchDatabase(adminUrl: string | null, dataDir: string): Promise<BenchDatabase> {
  if (adminUrl === null)
    return { name: 'embedded PGlite', url: null, using: (work) => withEmbedded(join(dataDir, 'db'), work), drop: async () => {} };
  const name = `portico_bench_${process.pid}`;
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).toString();
  const version = await withServer(adminUrl, async (query) => {
    await query(`CREATE DATABASE ${name}`, []);
    return String((await query('SHOW server_version', []))[0]?.server_version);
  });
  return {
    name: `PostgreSQL ${version}`,
    url,
    using: (work) => withServer(url, work),
    drop: async () => void (await withServer(adminUrl, (query) => query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, []))),
  };
}

async function withServer<T>(url: string, work: (query: Query) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(async (text, values) => (await client.query(text, [...values])).rows);
  } finally {
    await client.end();
  }
}

/** Also for an audit: opens the folder of a server that ended. */
export async function withEmbedded<T>(folder: string, work: (query: Query) => Promise<T>): Promise<T> {
  const database = openEmbedded(await startEmbedded({ folder }), { log: createLog({ level: 'silent' }) });
  const client = await database.pool.connect();
  try {
    return await work(async (text, values) => (await client.query(text, [...values])).rows);
  } finally {
    client.release();
    await database.close();
  }
}
