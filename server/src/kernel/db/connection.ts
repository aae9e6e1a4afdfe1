import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Db } from '../context.ts';
import { noteStatement } from './statements.ts';
import { type Begin, insideTransaction } from './transaction.ts';

/**
 * The connection to the database broke. `code` is PostgreSQL's own for it: 08006, or 08007 when it broke during the commit, so that
 * nobody knows whether the transaction happened.
 */
export class ConnectionLost extends Error {
  readonly code: '08006' | '08007';

  constructor(code: '08006' | '08007', cause: unknown) {
    super(code === '08007' ? 'The connection to the database broke during a commit.' : 'The connection to the database broke.', { cause });
    this.code = code;
  }
}

/** A driver connection that reports what it runs, so that tests can hold statement budgets, and that remembers that it broke. */
export class ReportingClient extends pg.Client {
  broken = false;
  /** Told how long each statement took, in seconds. */
  onQuery: ((seconds: number) => void) | null = null;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // While a connection is in use the pool does not listen: without this, a connection cut by the server would end the process.
    // Whoever uses it learns of it from his next statement.
    this.on('error', () => {
      this.broken = true;
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg overloads query eight ways; this only looks at the text
  override query(...args: any[]): any {
    const [first] = args;
    const text = typeof first === 'string' ? first : first?.text;
    if (typeof text === 'string') noteStatement(text);
    const { onQuery } = this;
    const began = onQuery ? performance.now() : 0;
    // biome-ignore lint/suspicious/noExplicitAny: see above
    const result = (super.query as any)(...args);
    // Noted here and not where the error arrives: work inside a transaction may also meet the broken lines of other systems.
    if (typeof result?.then === 'function') {
      const took = (): void => onQuery?.((performance.now() - began) / 1000);
      result.then(took, (error: unknown) => {
        took();
        this.#note(error);
      });
    }
    return result;
  }

  #note(error: unknown): void {
    if (isLoss(error)) this.broken = true;
  }
}

export class GuardedPool extends pg.Pool {
  // Not the library's own: that one throws a connection away after every refused statement, and runs the query in the async
  // context of whoever gave the connection back, which would count statements for the wrong request.
  // biome-ignore lint/suspicious/noExplicitAny: see ReportingClient
  override async query(...args: any[]): Promise<any> {
    return using(this, (client) => client.query(...args));
  }

  // biome-ignore lint/suspicious/noExplicitAny: the library also has a callback form
  override connect(...args: any[]): any {
    // On the embedded engine this would wait for ever, on PostgreSQL it would read another snapshot: a bug on both.
    if (insideTransaction()) return Promise.reject(new Error('A query on the outer handle inside a transaction: use ctx.tx.'));
    // biome-ignore lint/suspicious/noExplicitAny: see ReportingClient
    return (super.connect as any)(...args);
  }
}

/**
 * How a transaction begins. The query layer's own would lose a connection of the pool for ever when BEGIN finds it broken, and would
 * report the failed ROLLBACK instead of what happened.
 */
export const beginOn =
  (pool: GuardedPool): Begin =>
  async (work, config) => {
    let isWorkDone = false;
    return using(
      pool,
      (client) =>
        (drizzle(client) as unknown as Db).transaction(async (tx) => {
          const result = await work(tx as unknown as Db);
          isWorkDone = true;
          return result;
        }, config),
      () => (isWorkDone ? '08007' : '08006'),
    );
  };

/** Lends a connection, throws it away when it broke, and says so in one way whatever the driver made of it. */
async function using<T>(
  pool: GuardedPool,
  work: (client: ReportingClient) => Promise<T>,
  codeOfLoss: () => ConnectionLost['code'] = () => '08006',
): Promise<T> {
  const client = await borrow(pool);
  let lost = false;
  try {
    return await work(client);
  } catch (error) {
    lost = client.broken;
    throw lost ? new ConnectionLost(codeOfLoss(), error) : error;
  } finally {
    client.release(lost);
  }
}

async function borrow(pool: GuardedPool): Promise<ReportingClient & pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    // The pool's own word for "all connections are in use": the same as when the server has none left.
    if (error instanceof Error && error.message.startsWith('timeout exceeded')) throw Object.assign(error, { code: '53300' });
    throw isLoss(error) ? new ConnectionLost('08006', error) : error;
  }
}

/**
 * The server ended the session (not 08P01, which is our own mistake, as a wrong number of values: the line is whole and trying again
 * cannot help); or the line broke, which while connecting can be any of these, also a reset of a port that just closed.
 */
const LOST_CODES = /^(57P0[123]|08(?!P01)...|E(CONNRESET|CONNABORTED|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTCONN))$/;
/** The driver's own words, which have no code. */
const LOST_WORDS = /^(Connection terminated|Client has encountered a connection error|Client was closed|Connection ended)/;

const isLoss = (error: unknown): boolean =>
  error instanceof Error && (LOST_CODES.test(String((error as { code?: unknown }).code ?? '')) || LOST_WORDS.test(error.message));
