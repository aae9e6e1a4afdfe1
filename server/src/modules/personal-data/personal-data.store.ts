import { and, eq, lt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { erasures, personalExports } from './personal-data.schema.ts';
import { PERSONAL, type PersonalTable } from './tables.ts';

export type ExportRow = typeof personalExports.$inferSelect;
export type ErasureRow = typeof erasures.$inferSelect;

/** Our own texts with the one value that comes from outside, the id, as a number. Arrays, so that an index finds their rows. */
function filled(text: string, id: number): SQL {
  // A record that became part of another one has no address of its own any more: the notes of its merge have it.
  const addresses = `select x.email_key as key from accounts x where x.id = ${id} and x.email_key is not null
    union select lower(r.before ->> 'email') from merge_rows r
      where r.relation = 'accounts' and r.key ->> 'id' = '${id}' and r.before ->> 'email' is not null`;
  const own = `select a.key from (${addresses}) a where not exists (select 1 from accounts o where o.email_key = a.key and o.id <> ${id} and o.erased_at is null)`;
  return sql.raw(text.replaceAll('$addresses', `array(${addresses})`).replaceAll('$own', `array(${own})`).replaceAll('$id', String(id)));
}

const tableOf = (name: string): PersonalTable => {
  const found = PERSONAL[name];
  if (!found) throw new Error(`The table ${name} is not described.`);
  return found;
};

/** How many rows of each table are about the person. */
export async function countRows(db: Db, id: number): Promise<Record<string, number>> {
  const { rows } = await db.execute<Record<string, number>>(
    sql`select ${sql.join(
      Object.entries(PERSONAL).map(
        ([name, table]) => sql`(select count(*)::int from ${sql.raw(name)} t where ${filled(table.mine, id)}) as ${sql.identifier(name)}`,
      ),
      sql`, `,
    )}`,
  );
  return rows[0] ?? {};
}

/** A page of the rows about the person, behind the last one of the page before. */
export async function readRows(
  db: Db,
  name: string,
  id: number,
  after: Record<string, unknown> | null,
  limit: number,
): Promise<{ readonly row: Record<string, unknown>; readonly key: Record<string, unknown> }[]> {
  const { mine, key, without = [] } = tableOf(name);
  const columns = sql.raw(key.map((one) => `t.${one}`).join(', '));
  const last = sql`(select ${sql.raw(key.map((one) => `r.${one}`).join(', '))} from jsonb_populate_record(null::${sql.raw(name)}, ${JSON.stringify(after)}::jsonb) r)`;
  const hidden = sql`array[${sql.join(
    ['', ...without].map((one) => sql`${one}::text`),
    sql`, `,
  )}]`;
  const { rows } = await db.execute<{ row: Record<string, unknown>; key: Record<string, unknown> }>(sql`
    select to_jsonb(t) - ${hidden} as row, jsonb_build_object(${sql.raw(key.map((one) => `'${one}', t.${one}`).join(', '))}) as key
    from ${sql.raw(name)} t where ${filled(mine, id)} ${after === null ? sql`` : sql`and (${columns}) > ${last}`} order by ${columns} limit ${limit}`);
  return rows;
}

/** A portion of one table is erased; returns how many rows. What is erased already is not found again. */
export async function eraseRows(
  db: Db,
  name: string,
  { mine, erase }: Pick<PersonalTable, 'mine' | 'erase'>,
  id: number,
  limit: number,
): Promise<number> {
  if (typeof erase === 'object' && 'keep' in erase) return 0;
  const left = erase === 'delete' ? sql`true` : filled(`(${erase.while})`, id);
  const picked = sql`t.ctid in (select t.ctid from ${sql.raw(name)} t where ${filled(mine, id)} and ${left} limit ${limit} for update)`;
  const { rows } =
    erase === 'delete'
      ? await db.execute(sql`delete from ${sql.raw(name)} t where ${picked} returning 1`)
      : await db.execute(
          sql`update ${sql.raw(name)} t set ${sql.raw(
            Object.entries(erase.set)
              .map(([column, value]) => `${column} = ${value}`)
              .join(', '),
          )} where ${picked} returning 1`,
        );
  return rows.length;
}

/** The account itself; the name that stays says that there was somebody. */
export async function blankAccount(db: Db, id: number, name: string, now: string): Promise<void> {
  await db.execute(sql`update accounts set name = ${name}, email = null, given_name = null, surname = null, title = null, department = null, phone = null,
    mobile = null, office = null, time_zone = null, locale = null, picture_file_id = null, profile_visibility = 'private', last_seen_at = null,
    active = false, erased_at = ${now}, updated_at = ${now}, version = version + 1 where id = ${id}`);
}

/** The way back of merges is gone with what it held. */
export async function closeMerges(db: Db, id: number, now: string): Promise<void> {
  await db.execute(
    sql`update merges set undo_until = ${now} where kind = 'contact' and ${id} in (loser_id, winner_id) and undo_until > ${now}`,
  );
}

/** A picture, uploads nobody sent, files of exports; with the texts, what was attached to them. */
export async function takeFiles(db: Db, id: number, withAttachments: boolean, limit: number): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    with gone as (delete from attachments where ${withAttachments} and id in (select id from attachments where added_by = ${id} limit ${limit}) returning file_id)
    select file_id as id from gone union select picture_file_id from accounts where id = ${id} and picture_file_id is not null
    union (select id from files where uploaded_by = ${id} and owner_kind is null limit ${limit})
    union select file_id from personal_exports where account_id = ${id} and file_id is not null`);
  return rows.map((row) => row.id);
}

export async function insertExport(db: Db, values: typeof personalExports.$inferInsert): Promise<number> {
  const [row] = await db.insert(personalExports).values(values).returning({ id: personalExports.id });
  if (!row) throw new Error('No export was inserted.');
  return row.id;
}
export async function lockExport(db: Db, id: number): Promise<ExportRow | null> {
  const [row] = await db.select().from(personalExports).where(eq(personalExports.id, id)).for('update');
  return row ?? null;
}
export async function updateExport(db: Db, id: number, values: Partial<typeof personalExports.$inferInsert>): Promise<void> {
  await db.update(personalExports).set(values).where(eq(personalExports.id, id));
}
export const listExpired = (db: Db, now: string): Promise<{ id: number; fileId: number | null }[]> =>
  db
    .select({ id: personalExports.id, fileId: personalExports.fileId })
    .from(personalExports)
    .where(and(lt(personalExports.expiresAt, now), sql`${personalExports.fileId} is not null`))
    .limit(100);
export async function hasRunningExport(db: Db, accountId: number): Promise<boolean> {
  const rows = await db
    .select({ id: personalExports.id })
    .from(personalExports)
    .where(and(eq(personalExports.accountId, accountId), eq(personalExports.state, 'running')))
    .limit(1);
  return rows.length > 0;
}

export async function insertErasure(db: Db, values: typeof erasures.$inferInsert): Promise<number> {
  const [row] = await db
    .insert(erasures)
    .values(values)
    .onConflictDoUpdate({
      target: erasures.accountId,
      set: { state: 'running', step: 0, redactTexts: values.redactTexts, createdBy: values.createdBy },
    })
    .returning({ id: erasures.id });
  if (!row) throw new Error('No erasure was inserted.');
  return row.id;
}
export async function lockErasure(db: Db, id: number): Promise<ErasureRow | null> {
  const [row] = await db.select().from(erasures).where(eq(erasures.id, id)).for('update');
  return row ?? null;
}
export async function updateErasure(db: Db, id: number, values: Partial<typeof erasures.$inferInsert>): Promise<void> {
  await db.update(erasures).set(values).where(eq(erasures.id, id));
}

export async function storageKeys(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.execute<{ id: number; key: string }>(
    sql`select id, storage_key as key from files where id in (${sql.join(
      ids.map((id) => sql`${id}`),
      sql`, `,
    )})`,
  );
  return new Map(rows.map((row) => [row.id, row.key]));
}

/** Shut at once, before anything else happens; from here on nobody changes, moves or merges it. */
export async function disablePerson(db: Db, id: number, now: string): Promise<void> {
  await db.execute(
    sql`update accounts set active = false, erased_at = ${now}, updated_at = ${now}, version = version + 1 where id = ${id}`,
  );
}
