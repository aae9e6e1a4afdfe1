import net from 'node:net';
import pg from 'pg';

export interface Engine {
  readonly name: string;
  /** What the test harness reads. */
  readonly env: Readonly<Record<string, string>>;
}
export interface Engines {
  readonly found: readonly Engine[];
  /** One sentence for each engine that is not tried. */
  readonly skipped: readonly string[];
}

/** `{ version }` of a PostgreSQL that answers within two seconds, else the reason. */
async function askPostgres(url: string): Promise<{ version: number } | { reason: string }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
    return { version: Math.floor(Number(rows[0]?.server_version_num) / 10_000) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message || error.name : String(error) };
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Which engines the server's tests run on. TEST_ENGINES=pglite|postgres|all decides; without it, the embedded one always and
 * PostgreSQL when TEST_DATABASE_URL, DATABASE_URL or the local machine answers. Tests make and drop databases of their own.
 */
export async function findEngines(env: NodeJS.ProcessEnv): Promise<Engines> {
  const wanted = env.TEST_ENGINES ?? '';
  if (!['', 'all', 'pglite', 'postgres'].includes(wanted))
    throw new Error(`TEST_ENGINES must be pglite, postgres or all, not "${wanted}".`);
  const found: Engine[] = [];
  const skipped: string[] = [];
  if (wanted !== 'postgres') found.push({ name: 'PGlite', env: { TEST_ENGINE: 'pglite' } });
  if (wanted === 'pglite') return { found, skipped: ['PostgreSQL was left out by TEST_ENGINES=pglite.'] };
  const asked = env.TEST_DATABASE_URL || env.DATABASE_URL;
  const url = asked || 'postgres://postgres@127.0.0.1:5432/postgres';
  const answer = await askPostgres(url);
  if ('version' in answer && answer.version >= 15) {
    found.push({ name: `PostgreSQL ${answer.version}`, env: { TEST_ENGINE: 'postgres', TEST_DATABASE_URL: url } });
    return { found, skipped };
  }
  const why = 'reason' in answer ? answer.reason : `version ${answer.version} is too old, 15 is needed`;
  const where = asked ? 'the database that is set' : '127.0.0.1:5432';
  if (wanted || asked) throw new Error(`PostgreSQL was asked for, but ${where} cannot be used: ${why}.`);
  skipped.push(`PostgreSQL at ${where} cannot be used (${why}); set TEST_DATABASE_URL to test on it.`);
  return { found, skipped };
}

/** A Redis that answers on its port lets the tests of several processes run; null when there is none. */
export function findRedis(env: NodeJS.ProcessEnv): Promise<string | null> {
  const url = env.TEST_REDIS_URL || env.REDIS_URL || 'redis://127.0.0.1:6379';
  return new Promise((resolve) => {
    if (!URL.canParse(url)) return resolve(null);
    const { hostname, port } = new URL(url);
    const socket = net.connect({ host: hostname, port: Number(port || 6379), timeout: 1000 });
    const end = (result: string | null): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(url));
    socket.once('timeout', () => end(null));
    socket.once('error', () => end(null));
  });
}
