import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Db } from '../context.ts';
import { beginOn, GuardedPool, ReportingClient } from './connection.ts';
import type { EmbeddedServer } from './embedded.ts';
import { TurnTakingPool } from './embedded-turns.ts';
import { runTransaction, type TransactionOptions } from './transaction.ts';

export type Engine = 'postgres' | 'pglite';

/** The database of one process: a handle for reads, transactions for writes, and the pool for the kernel itself. */
export interface Database {
  readonly engine: Engine;
  /** The outer handle; inside a transaction it throws. */
  readonly db: Db;
  /** Only for kernel/db, kernel/jobs and kernel/realtime. */
  readonly pool: pg.Pool;
  /** @example await database.transaction(async (tx) => insertTicket(tx, ticket)); */
  transaction<T>(fn: (tx: Db) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Tells how long each statement took, in seconds; for metrics. */
  observeQueries(listener: (seconds: number) => void): void;
  /** A connection of its own for LISTEN; null on the embedded engine, which has only one. */
  connectListener(): Promise<pg.Client | null>;
  close(): Promise<void>;
}

const SESSION = "SET TIME ZONE 'UTC'";
/** The embedded engine has one session for all its connections, one after the other: names of the last one's statements live on. */
const FORGET_STATEMENTS = 'DEALLOCATE ALL';

/** Connects to a PostgreSQL server. `poolSize` 10 serves one process on two cores well; a write holds a connection for about a millisecond. */
export function openPostgres(url: string, options: { readonly log: Logger; readonly poolSize?: number }): Database {
  const config: pg.PoolConfig = {
    connectionString: url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    // A transaction that is left open holds back vacuum and locks: better to lose it.
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
  };
  const database = build('postgres', config, options.log);
  return {
    ...database,
    connectListener: async () => {
      const client = new pg.Client({ connectionString: url, keepAlive: true });
      await client.connect();
      return client;
    },
  };
}

/** Connects to the embedded database through its Unix socket, with exactly one connection: it has one session. */
export function openEmbedded(server: EmbeddedServer, options: { readonly log: Logger }): Database {
  const config: pg.PoolConfig = {
    host: server.socketFolder,
    port: server.socketPort,
    user: 'postgres',
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 60_000,
  };
  const database = build('pglite', config, options.log);
  return {
    ...database,
    close: async () => {
      await database.close();
      await server.close();
    },
  };
}

function build(engine: Engine, config: pg.PoolConfig, log: Logger): Database {
  const observed: { onQuery: ((seconds: number) => void) | null } = { onQuery: null };
  const Pool = engine === 'pglite' ? TurnTakingPool : GuardedPool;
  const pool = new Pool({
    ...config,
    // biome-ignore lint/suspicious/noExplicitAny: pg types the class option as the plain Client
    Client: ReportingClient as any,
    onConnect: async (client) => {
      await client.query(engine === 'pglite' ? `${SESSION}; ${FORGET_STATEMENTS}` : SESSION);
      (client as unknown as ReportingClient).onQuery = (seconds) => observed.onQuery?.(seconds);
    },
  });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection broke'));
  const db = drizzle(pool) as unknown as Db;
  const begin = beginOn(pool);
  return {
    engine,
    db,
    pool,
    transaction: (fn, options) =>
      runTransaction(begin, fn, { onAfterCommitError: (error) => log.error({ err: error }, 'work after a commit failed'), ...options }),
    observeQueries: (listener) => {
      observed.onQuery = listener;
    },
    connectListener: async () => null,
    close: () => pool.end(),
  };
}
