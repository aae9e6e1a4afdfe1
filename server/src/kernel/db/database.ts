import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Db } from '../context.ts';
import type { EmbeddedServer } from './embedded.ts';
import { noteStatement } from './statements.ts';
import { insideTransaction, runTransaction, type TransactionOptions } from './transaction.ts';

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
  /** A connection of its own for LISTEN; null on the embedded engine, which has only one. */
  connectListener(): Promise<pg.Client | null>;
  close(): Promise<void>;
}

/** A driver connection that reports what it runs, so that tests can hold statement budgets. */
class ReportingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg overloads query eight ways; this only looks at the text
  override query(...args: any[]): any {
    const [first] = args;
    const text = typeof first === 'string' ? first : first?.text;
    if (typeof text === 'string') noteStatement(text);
    // biome-ignore lint/suspicious/noExplicitAny: see above
    return (super.query as any)(...args);
  }
}

class GuardedPool extends pg.Pool {
  // Not the library's own: that one throws a connection away after every refused statement, and runs the query in the async
  // context of whoever gave the connection back, which would count statements for the wrong request.
  // biome-ignore lint/suspicious/noExplicitAny: see ReportingClient
  override async query(...args: any[]): Promise<any> {
    const client = await this.connect();
    let broken = false;
    try {
      // biome-ignore lint/suspicious/noExplicitAny: see ReportingClient
      return await (client.query as any)(...args);
    } catch (error) {
      broken = !isSqlError(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: the library also has a callback form
  override connect(...args: any[]): any {
    // On the embedded engine this would wait for ever, on PostgreSQL it would read another snapshot: a bug on both.
    if (insideTransaction()) return Promise.reject(new Error('A query on the outer handle inside a transaction: use ctx.tx.'));
    // biome-ignore lint/suspicious/noExplicitAny: see ReportingClient
    return (super.connect as any)(...args);
  }
}

/** The server answered with an error of five characters; anything else means the connection itself failed. */
const isSqlError = (error: unknown): boolean => /^[0-9A-Z]{5}$/.test((error as { code?: string }).code ?? '');

const SESSION = "SET TIME ZONE 'UTC'";

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
  const pool = new GuardedPool({
    ...config,
    // biome-ignore lint/suspicious/noExplicitAny: pg types the class option as the plain Client
    Client: ReportingClient as any,
    onConnect: async (client) => {
      await client.query(SESSION);
    },
  });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection broke'));
  const db = drizzle(pool) as unknown as Db;
  return {
    engine,
    db,
    pool,
    transaction: (fn, options) =>
      runTransaction(db, fn, { onAfterCommitError: (error) => log.error({ err: error }, 'work after a commit failed'), ...options }),
    connectListener: async () => null,
    close: () => pool.end(),
  };
}
