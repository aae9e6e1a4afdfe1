import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Query } from '../../../bench/acknowledged/facts.ts';
import { type Config, readConfig } from '../../src/kernel/config/config.ts';
import { openEmbedded } from '../../src/kernel/db/database.ts';
import { startEmbedded } from '../../src/kernel/db/embedded.ts';
import { testLog } from '../harness.ts';
import { copyPostgres, dropPostgres, SERVER_URL } from '../template.ts';

export const watch = { signal: new AbortController().signal, onProgress: () => {} };
export type PlaceEngine = 'embedded' | 'postgres';

/** An empty place for a workspace: a data folder, and an empty database when it is to be PostgreSQL. */
export interface Place {
  readonly config: Config;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** A connection of its own; to the embedded database only while no server runs. */
  ask<T>(work: (query: Query) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

export async function emptyPlace(engine: PlaceEngine): Promise<Place> {
  const home = mkdtempSync(join(tmpdir(), 'portico-place-'));
  const dataDir = join(home, 'data');
  const databaseUrl = engine === 'postgres' ? await copyPostgres({ empty: true }) : null;
  return {
    ...{ config: configOf(dataDir, databaseUrl), dataDir, databaseUrl },
    ask: (work) => asking({ dataDir, databaseUrl }, work),
    remove: async () => {
      if (databaseUrl) await dropPostgres(databaseUrl);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export function configOf(dataDir: string, databaseUrl: string | null): Config {
  const { config, problems } = readConfig({ PORTICO_DEMO: '0', DATA_DIR: dataDir, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) });
  if (!config) throw new Error(problems.join('\n'));
  return config;
}

export async function asking<T>(
  { dataDir, databaseUrl }: { readonly dataDir: string; readonly databaseUrl: string | null },
  work: (query: Query) => Promise<T>,
): Promise<T> {
  if (databaseUrl) {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    return work(async (text, values) => (await client.query(text, [...values])).rows).finally(() => client.end());
  }
  const database = openEmbedded(await startEmbedded({ folder: join(dataDir, 'db') }), { log: testLog });
  const client = await database.pool.connect();
  try {
    return await work(async (text, values) => (await client.query(text, [...values])).rows);
  } finally {
    client.release();
    await database.close();
  }
}

/** Both engines where a PostgreSQL answers; else the embedded one alone, and it is said. */
export async function reachableEngines(): Promise<readonly PlaceEngine[]> {
  const client = new pg.Client({ connectionString: SERVER_URL, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return ['embedded', 'postgres'];
  } catch {
    console.warn('NOT RUN: restores into PostgreSQL, because none answers. Set TEST_DATABASE_URL.');
    return ['embedded'];
  } finally {
    await client.end().catch(() => {});
  }
}
