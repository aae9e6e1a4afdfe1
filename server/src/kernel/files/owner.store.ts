import { sql } from 'drizzle-orm';
import type pg from 'pg';
import type { Db } from '../context.ts';
import type { FileStorage } from './storage.ts';

const NAME = 'files.store';

/**
 * A copy of a database, made with pg_dump or CREATE DATABASE … TEMPLATE, is another one: another server, or another number on the same.
 * A copy of the server's own files cannot be told apart. Some hosters do not let us ask for the server.
 */
const place = (mayAsk: boolean): string =>
  `concat_ws('/', ${mayAsk ? '(SELECT system_identifier::text FROM pg_control_system())' : "''"}, (SELECT oid FROM pg_database WHERE datname = current_database()))`;

const MAY_ASK = `SELECT has_function_privilege('pg_control_system()', 'EXECUTE') AS may`;

const nameIt = (mayAsk: boolean): string =>
  `INSERT INTO kernel_facts (name, value, updated_at)
   VALUES ('${NAME}', jsonb_build_object('id', gen_random_uuid(), 'database', ${place(mayAsk)}), now())
   ON CONFLICT (name) DO UPDATE SET updated_at = excluded.updated_at,
     value = CASE WHEN kernel_facts.value ->> 'database' = excluded.value ->> 'database' THEN kernel_facts.value ELSE excluded.value END
   RETURNING value ->> 'id' AS id`;

type Ask = (text: string) => Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
const viaDb =
  (db: Db): Ask =>
  (text) =>
    db.execute(sql.raw(text));

const mayAsk = async (ask: Ask): Promise<boolean> => (await ask(MAY_ASK)).rows[0]?.may === true;

/** The name of this very database towards its file store, given when it is first asked for; a copy of the database gets another. */
export const storeIdentity = async (db: Db): Promise<string> => identityOf(viaDb(db));

const identityOf = async (ask: Ask): Promise<string> => String((await ask(nameIt(await mayAsk(ask)))).rows[0]?.id);

/** As `storeIdentity`, writing nothing: null when the database has no name yet, or is a copy. */
export async function findStoreIdentity(db: Db): Promise<string | null> {
  const ask = viaDb(db);
  const { rows } = await ask(
    `SELECT value ->> 'id' AS id FROM kernel_facts WHERE name = '${NAME}' AND value ->> 'database' = ${place(await mayAsk(ask))}`,
  );
  return (rows[0]?.id as string | undefined) ?? null;
}

/** In a database that was just filled from another one: the name it came with, and its own. */
export async function renewStoreIdentity(
  client: Pick<pg.ClientBase, 'query'>,
): Promise<{ readonly from: string | null; readonly to: string }> {
  const ask: Ask = (text) => client.query(text);
  const { rows } = await ask(`DELETE FROM kernel_facts WHERE name = '${NAME}' RETURNING value ->> 'id' AS id`);
  return { from: (rows[0]?.id as string | undefined) ?? null, to: await identityOf(ask) };
}

/** After a move to another database: what the old one owned is the new one's. */
export async function handOverStore(
  storage: FileStorage,
  { from, to }: { readonly from: string | null; readonly to: string },
): Promise<void> {
  for (const one of storage.places) {
    const owner = await one.owner();
    if (owner && owner.workspace === from) await one.setOwner({ workspace: to });
  }
}

/** Why the last sweep removed nothing from one of the stores. */
export interface SweepHeld {
  readonly kind: 'folder' | 's3';
  /** The store is another database's; nobody's, and holds what is not known here; the database knows no file; too many at once. */
  readonly reason: 'foreign' | 'unowned' | 'empty' | 'many';
  readonly suspects: number;
  readonly known: number;
  /** The name of this database, for the note in the store. */
  readonly workspace: string;
}

const SWEEP = 'files.sweep';

export async function noteSweep(db: Db, held: SweepHeld | null, at: string): Promise<void> {
  await db.execute(
    sql`INSERT INTO kernel_facts (name, value, updated_at) VALUES (${SWEEP}, ${JSON.stringify({ held })}::jsonb, ${at})
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
  );
}

export async function findSweepHeld(db: Db): Promise<SweepHeld | null> {
  const { rows } = await db.execute<{ held: SweepHeld | null }>(
    sql`SELECT value -> 'held' AS held FROM kernel_facts WHERE name = ${SWEEP}`,
  );
  return rows[0]?.held ?? null;
}
