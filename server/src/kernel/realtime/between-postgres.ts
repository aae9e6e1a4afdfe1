import { createAdapter } from '@socket.io/postgres-adapter';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { type Between, createTrouble } from './between.ts';

/** NOTIFY refuses 8000 bytes and more. */
const LONGEST_NOTIFICATION = 7_800;
/** The library listens to its channels right after it got a connection. */
const LISTENS_AFTER_MS = 500;

/**
 * Live messages as NOTIFY. The library keeps a connection for ever and forgets it when it breaks, so it gets one of its own:
 * out of the common pool each restart of PostgreSQL would take another one away.
 */
export function betweenByPostgres(options: {
  readonly database: Pick<Database, 'pool' | 'connectListener'>;
  readonly log: Logger;
}): Between {
  const { database, log } = options;
  const trouble = createTrouble(log, 'The listening connection to PostgreSQL');
  let listener: pg.Client | null = null;
  let closed = false;
  const connect = async () => {
    await listener?.end().catch(() => {});
    const client = await database.connectListener().catch((error) => {
      trouble.lost(error instanceof Error ? error.message : String(error));
      throw error;
    });
    if (client === null) throw new Error('This database has no second connection.');
    listener = client;
    client.on('error', (error) => trouble.lost(error.message));
    client.on('end', () => !closed && listener === client && trouble.lost('The connection ended.'));
    setTimeout(() => listener === client && trouble.back(), LISTENS_AFTER_MS).unref();
    return Object.assign(client, { release: () => void client.end().catch(() => {}) });
  };
  const errorHandler = (error: Error) => log.warn({ err: error }, 'a live message did not reach the other processes');
  const pool = { connect, query: database.pool.query.bind(database.pool) } as unknown as pg.Pool;
  return {
    kind: 'postgres',
    adapter: createAdapter(pool, { payloadThreshold: LONGEST_NOTIFICATION, errorHandler }),
    trouble: trouble.reason,
    onReturn: trouble.onReturn,
    close: async () => {
      closed = true;
      await listener?.end().catch(() => {});
    },
  };
}
