import { type SQL, sql } from 'drizzle-orm';
import { instantFromSql } from '../db/columns.ts';
import { Refusal } from '../errors.ts';
import { type Boss, rowsOf, through } from './boss.ts';
import type { JobAdmin, JobQuery, JobRow, JobState, QueueDepth, QueueStats } from './jobs.ts';
import { DEAD_LETTER } from './queues.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly state: JobState;
  readonly data: Record<string, unknown> | null;
  readonly attempt: number;
  readonly attempts: number;
  readonly createdAt: string;
  readonly startAfter: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly error: string | null;
}

/** The dead letter holds copies; the failed originals behind them are left out, or every dead job would be listed twice. */
const VISIBLE = sql`(j.name = ${DEAD_LETTER} OR j.state <> 'failed') AND j.name NOT LIKE '\\_\\_pgboss%'`;
const NAME = sql`CASE WHEN j.name = ${DEAD_LETTER} THEN coalesce(j.source_name, j.name) ELSE j.name END`;
const STATE = sql`CASE
  WHEN j.name = ${DEAD_LETTER} THEN 'dead'
  WHEN j.state = 'retry' THEN 'retrying'
  WHEN j.state = 'created' AND j.start_after > now() THEN 'scheduled'
  WHEN j.state = 'created' THEN 'waiting'
  ELSE j.state::text END`;

/** What the admin console sees and does; plain reads of the library's tables, changes through the library. */
export function createJobAdmin(boss: Boss, wake: (name: string) => void): JobAdmin {
  return {
    async listJobs(db, query) {
      const rows = await rowsOf<Row>(db, listQuery(query));
      const items = rows.slice(0, query.limit).map(toJobRow);
      const last = items.at(-1);
      return { items, next: rows.length > query.limit && last ? writeCursor(last) : null };
    },
    async queueStats(db) {
      const counted = (state: string) => sql`count(*) FILTER (WHERE s.state = ${state})::int`;
      const rows = await rowsOf<Omit<QueueStats, 'oldestWaitingAt'> & { readonly oldest: string | null }>(
        db,
        sql`SELECT s.name, ${counted('waiting')} AS waiting, ${counted('scheduled')} AS scheduled, ${counted('retrying')} AS retrying,
              ${counted('active')} AS active, ${counted('completed')} AS completed, ${counted('dead')} AS dead,
              min(s.created_on) FILTER (WHERE s.state = 'waiting') AS oldest
            FROM (SELECT ${NAME} AS name, ${STATE} AS state, j.created_on FROM pgboss.job j WHERE ${VISIBLE}) s
            GROUP BY s.name ORDER BY s.name`,
      );
      return rows.map(({ oldest, ...row }) => ({ ...row, oldestWaitingAt: oldest === null ? null : instantFromSql(oldest) }));
    },
    async queueDepths(db) {
      const due = sql`j.name <> ${DEAD_LETTER} AND j.state IN ('created', 'retry') AND j.start_after <= now()`;
      const later = (state: string) => sql`j.name <> ${DEAD_LETTER} AND j.state = ${state} AND j.start_after > now()`;
      const waited = sql`extract(epoch FROM now() - greatest(j.created_on, j.start_after))`;
      const count = (which: SQL) => sql`count(*) FILTER (WHERE ${which})::int`;
      // Finished jobs, which are nearly all, are never looked at.
      return rowsOf<QueueDepth>(
        db,
        sql`SELECT ${NAME} AS name, ${count(due)} AS ready, ${count(later('created'))} AS scheduled, ${count(later('retry'))} AS retrying,
              ${count(sql`j.state = 'active'`)} AS active, ${count(sql`j.name = ${DEAD_LETTER}`)} AS dead,
              coalesce(max(${waited}) FILTER (WHERE ${due}), 0)::float8 AS "oldestSeconds"
            FROM pgboss.job j WHERE j.state IN ('created', 'retry', 'active') AND j.name NOT LIKE '\\_\\_pgboss%'
            GROUP BY 1 ORDER BY 1`,
      );
    },
    async countDead(db) {
      const [row] = await rowsOf<{ dead: number }>(db, sql`SELECT count(*)::int AS dead FROM pgboss.job WHERE name = ${DEAD_LETTER}`);
      return row?.dead ?? 0;
    },
    async retryJob(db, id) {
      const [row] = await rowsOf<{ name: string }>(
        db,
        sql`SELECT source_name AS name FROM pgboss.job WHERE id = ${id} AND name = ${DEAD_LETTER}`,
      );
      const moved = await boss.redrive(DEAD_LETTER, { ids: [id], db: through(db) });
      if (moved > 0 && row) wake(row.name);
      return moved > 0;
    },
    async discardJob(db, id) {
      const rows = await rowsOf(db, sql`DELETE FROM pgboss.job WHERE id = ${id} AND state IN ('created', 'retry', 'failed') RETURNING id`);
      return rows.length > 0;
    },
  };
}

function listQuery(query: JobQuery): SQL {
  const conditions = [VISIBLE];
  if (query.name) conditions.push(sql`${NAME} = ${query.name}`);
  if (query.state) conditions.push(sql`${STATE} = ${query.state}`);
  const after = query.cursor ? readCursor(query.cursor) : null;
  if (after) conditions.push(sql`(date_trunc('milliseconds', j.created_on), j.id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`);
  return sql`SELECT j.id, ${NAME} AS name, ${STATE} AS state, j.data,
      coalesce(j.source_retry_count, j.retry_count) + CASE WHEN j.state = 'created' AND j.name <> ${DEAD_LETTER} THEN 0 ELSE 1 END AS attempt,
      CASE WHEN j.name = ${DEAD_LETTER} THEN coalesce(j.source_retry_count, 0) ELSE j.retry_limit END + 1 AS attempts,
      date_trunc('milliseconds', j.created_on) AS "createdAt", j.start_after AS "startAfter",
      j.started_on AS "startedAt", j.completed_on AS "completedAt",
      coalesce(j.output ->> 'message', j.source_output ->> 'message', j.source_output -> 'value' ->> 'message') AS error
    FROM pgboss.job j WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY date_trunc('milliseconds', j.created_on) DESC, j.id DESC LIMIT ${query.limit + 1}`;
}

function toJobRow(row: Row): JobRow {
  const orNull = (text: string | null) => (text === null ? null : instantFromSql(text));
  return {
    ...row,
    data: row.data ?? {},
    createdAt: instantFromSql(row.createdAt),
    startAfter: instantFromSql(row.startAfter),
    startedAt: orNull(row.startedAt),
    completedAt: orNull(row.completedAt),
  };
}

const writeCursor = (row: JobRow): string => Buffer.from(`${row.createdAt} ${row.id}`).toString('base64url');
const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
function readCursor(text: string): { createdAt: string; id: string } {
  const match = CURSOR.exec(Buffer.from(text, 'base64url').toString());
  if (!match)
    throw new Refusal(400, 'cursor.invalid', 'This cursor belongs to another list or is damaged. Start again from the first page.');
  return { createdAt: match[1] as string, id: match[2] as string };
}
