import { createHash } from 'node:crypto';
import type { Database } from './database.ts';

/** Locks of this kind are held by a connection, so they end with the process that took them, however it ends. */
const numberOf = (name: string): number => createHash('sha256').update(`portico/${name}`).digest().readInt32BE(0);

/**
 * Runs `work` while no other process on this database does the same; they wait. The embedded database has one process.
 *
 * @example await inTurn(database, 'demo', () => seedDemo(kernel, progress));
 */
export async function inTurn<T>(database: Database, name: string, work: () => Promise<T>): Promise<T> {
  const client = await database.connectListener();
  if (!client) return work();
  client.on('error', () => {});
  try {
    await client.query('SELECT pg_advisory_lock(7367, $1)', [numberOf(name)]);
    return await work();
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Takes a part that one process at a time plays, until it gives it back or ends.
 *
 * @returns how to give it back; null when another process has it.
 */
export async function takePart(database: Database, name: string): Promise<(() => Promise<void>) | null> {
  const client = await database.connectListener();
  if (!client) return async () => {};
  client.on('error', () => {});
  const giveBack = async (): Promise<void> => void (await client.end().catch(() => {}));
  try {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock(7367, $1) AS taken', [numberOf(name)]);
    if (rows[0]?.taken) return giveBack;
  } catch (error) {
    await giveBack();
    throw error;
  }
  await giveBack();
  return null;
}
