import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import type { Step } from './merge-steps.ts';

const names = (columns: readonly string[], prefix = ''): SQL => sql.raw(columns.map((one) => `${prefix}${one}`).join(', '));
const objectOf = (columns: readonly string[], row: string): SQL =>
  sql.raw(`jsonb_build_object(${columns.map((one) => `'${one}', ${row}.${one}`).join(', ')})`);

/** Does a portion of one step and notes each row for the way back, in one statement. Returns how many rows it was. */
export async function runStep(db: Db, mergeId: number, step: Step, limit: number): Promise<number> {
  const { rows } = await db.execute(step.act === 'remove' ? removal(mergeId, step, limit) : change(mergeId, step, limit));
  return rows.length;
}

/** The key is the one after the change: by it the row is found again. */
function change(mergeId: number, step: Step, limit: number): SQL {
  const set = Object.entries(step.set ?? {});
  const columns = set.map(([column]) => column);
  const watched = [...new Set([...columns, ...(step.beside ?? [])])];
  const table = sql.raw(step.table);
  return sql`with picked as (
      select t.ctid as at, ${objectOf(columns, 't')} as before from ${table} t where ${sql.raw(step.where)} limit ${limit} for update
    ), changed as (
      update ${table} t set ${sql.raw(set.map(([column, value]) => `${column} = ${value}`).join(', '))}${step.versioned ? sql`, version = t.version + 1` : sql``}
      from picked p where t.ctid = p.at returning ${objectOf(step.key, 't')} as key, p.before, ${objectOf(watched, 't')} as after
    ) insert into merge_rows (merge_id, relation, act, key, before, after)
      select ${mergeId}::int, ${step.table}::text, 'changed', key, before, after from changed returning 1`;
}

function removal(mergeId: number, step: Step, limit: number): SQL {
  const table = sql.raw(step.table);
  return sql`with picked as (select t.ctid as at from ${table} t where ${sql.raw(step.where)} limit ${limit} for update
    ), gone as (delete from ${table} t using picked p where t.ctid = p.at returning ${objectOf(step.key, 't')} as key, to_jsonb(t) as before
    ) insert into merge_rows (merge_id, relation, act, key, before)
      select ${mergeId}::int, ${step.table}::text, 'removed', key, before from gone returning 1`;
}

/** Changes columns of one row by id, each noted by itself, so that each goes back or stays by itself. */
export async function changeRow(
  db: Db,
  mergeId: number,
  table: 'accounts' | 'contacts' | 'companies',
  id: number,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const [column, value] of Object.entries(values)) {
    const name = sql.raw(column);
    await db.execute(sql`with before as (select t.ctid as at, ${objectOf([column], 't')} as was from ${sql.raw(table)} t where t.id = ${id} for update
      ), changed as (
        update ${sql.raw(table)} t set ${name} = (select r.${name} from jsonb_populate_record(null::${sql.raw(table)}, ${JSON.stringify({ [column]: value })}::jsonb) r)
        from before b where t.ctid = b.at returning b.was, ${objectOf([column], 't')} as now
      ) insert into merge_rows (merge_id, relation, act, key, before, after)
        select ${mergeId}::int, ${table}::text, 'changed', ${JSON.stringify({ id })}::jsonb, was, now from changed where was <> now`);
  }
}

export interface NotedRow {
  readonly id: number;
  readonly relation: string;
  readonly act: 'changed' | 'removed';
  /** Columns of the key and of the change. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

/** The next rows on the way back, newest first. */
export async function listNoted(db: Db, mergeId: number, limit: number): Promise<NotedRow[]> {
  const { rows } = await db.execute<{ id: string; relation: string; act: 'changed' | 'removed'; key: string[]; columns: string[] }>(sql`
    select id, relation, act, array(select jsonb_object_keys(key)) as key,
      case act when 'changed' then array(select jsonb_object_keys(before)) else '{}' end as columns
    from merge_rows where merge_id = ${mergeId} order by id desc limit ${limit}`);
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

const idList = (ids: readonly number[]): SQL =>
  sql`(${sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  )})`;

/** Rows of one kind go back where nothing has changed since; returns which did. */
export async function restore(
  db: Db,
  { relation, act, key, columns }: Pick<NotedRow, 'relation' | 'act' | 'key' | 'columns'>,
  ids: readonly number[],
  versioned: boolean,
): Promise<number[]> {
  const table = sql.raw(relation);
  const noted = sql`noted as (select * from merge_rows where id in ${idList(ids)})`;
  const statement =
    act === 'removed'
      ? sql`with ${noted}, back as (
          insert into ${table} overriding system value select r.* from noted n, jsonb_populate_record(null::${table}, n.before) r on conflict do nothing
          returning ${objectOf(key, relation)} as key)
        select n.id from noted n join back on back.key = n.key`
      : sql`with ${noted} update ${table} t
          set (${names(columns)}) = (select ${names(columns, 'r.')} from jsonb_populate_record(null::${table}, n.before) r)
            ${versioned ? sql`, version = t.version + 1` : sql``}
          from noted n cross join lateral jsonb_populate_record(null::${table}, n.key) k
          where ${sql.raw(key.map((one) => `t.${one} = k.${one}`).join(' and '))} and to_jsonb(t) @> n.after returning n.id`;
  const { rows } = await db.execute<{ id: string }>(statement);
  return rows.map((row) => Number(row.id));
}

export async function forgetNoted(db: Db, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await db.execute(sql`delete from merge_rows where id in ${idList(ids)}`);
}

/** A batch of notes that nobody may use any more; returns how many. */
export async function forgetOldNotes(db: Db, now: string, limit: number): Promise<number> {
  const { rows } = await db.execute(sql`delete from merge_rows where id in (
    select r.id from merges m join merge_rows r on r.merge_id = m.id where m.undo_until < ${now} and m.state in ('done', 'failed') limit ${limit}) returning 1`);
  return rows.length;
}
