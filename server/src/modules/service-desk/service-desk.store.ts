import type { Priority, Queue, ServiceDeskForTech, Status } from '@portico/contracts/service-desk/shapes.ts';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { nameTaken, refusing } from '../../kernel/db/constraints.ts';
import { categories, priorities, queueStatuses, queues, sources, statuses } from './service-desk.schema.ts';

export type ServiceDesk = ServiceDeskForTech;
export type { Priority, Queue, Status };

/** Every kind of row of the service desk with its table and its words. */
export const ROW_KINDS = {
  queues: { table: queues, noun: 'queue' },
  statuses: { table: statuses, noun: 'status' },
  priorities: { table: priorities, noun: 'priority' },
  sources: { table: sources, noun: 'source' },
  categories: { table: categories, noun: 'category' },
} as const;
export type RowKind = keyof typeof ROW_KINDS;
export const DEFAULTS_KEY = 'serviceDesk.defaults';

/** All rows and the defaults in one statement: they are few, and every screen and every new ticket needs most of them. */
export async function loadServiceDesk(db: Db): Promise<ServiceDesk> {
  const rows = (table: string, columns: string) =>
    sql.raw(`(select coalesce(json_agg(json_build_object(${columns}) order by t.sort, lower(t.name), t.id), '[]') from ${table} t)`);
  const base = `'id', t.id, 'name', t.name, 'sort', t.sort, 'active', t.active, 'version', t.version`;
  const queueColumns = `${base}, 'description', t.description, 'defaultStatusId', t.default_status_id, 'closedStatusId', t.closed_status_id,
    'reopenedStatusId', t.reopened_status_id, 'updatedStatusId', t.updated_status_id,
    'statusIds', (select coalesce(json_agg(s.status_id order by s.sort, s.status_id), '[]') from queue_statuses s where s.queue_id = t.id)`;
  const result = await db.execute<{ desk: ServiceDesk; defaults: Partial<ServiceDesk['defaults']> | null }>(sql`
    select json_build_object(
      'queues', ${rows('queues', queueColumns)},
      'statuses', ${rows('statuses', `${base}, 'kind', t.kind, 'isClosed', t.is_closed`)},
      'priorities', ${rows('priorities', `${base}, 'level', t.level, 'color', t.color`)},
      'sources', ${rows('sources', base)},
      'categories', ${rows('categories', base)}) as desk,
      (select value from settings where key = ${DEFAULTS_KEY} and scope = 'global' and scope_id = 0) as defaults`);
  const row = result.rows[0];
  if (!row) throw new Error('The service desk could not be read.');
  return { ...row.desk, defaults: { ...EMPTY_DEFAULTS, ...row.defaults } };
}

const EMPTY_DEFAULTS: ServiceDesk['defaults'] = {
  queueId: null,
  sourceId: null,
  priorityId: null,
  categoryId: null,
  statusId: null,
  closedStatusId: null,
  reopenedStatusId: null,
  updatedStatusId: null,
  somethingElse: true,
};

type Values = Readonly<Record<string, unknown>>;

export async function insertRow(db: Db, kind: RowKind, values: Values, now: string): Promise<number> {
  const { table, noun } = ROW_KINDS[kind];
  const [row] = await refusing({ [`${kind}_name_key`]: nameTaken(noun, noun) }, () =>
    db
      .insert(table)
      .values({ ...values, createdAt: now, updatedAt: now } as unknown as typeof queues.$inferInsert)
      .returning({ id: table.id }),
  );
  if (!row) throw new Error(`No ${noun} was inserted.`);
  return row.id;
}

/** Locks the row, so that a comparison of its version holds until the write. */
export async function lockRow(db: Db, kind: RowKind, id: number): Promise<{ version: number } | null> {
  const { table } = ROW_KINDS[kind];
  const [row] = await db.select({ version: table.version }).from(table).where(eq(table.id, id)).for('update');
  return row ?? null;
}

export async function updateRow(db: Db, kind: RowKind, id: number, values: Values, now: string): Promise<void> {
  const { table, noun } = ROW_KINDS[kind];
  await refusing({ [`${kind}_name_key`]: nameTaken(noun, noun) }, () =>
    db
      .update(table)
      .set({ ...values, updatedAt: now, version: sql`${table.version} + 1` } as unknown as Partial<typeof queues.$inferInsert>)
      .where(eq(table.id, id)),
  );
}

export async function replaceQueueStatuses(db: Db, queueId: number, statusIds: readonly number[]): Promise<void> {
  await db.delete(queueStatuses).where(eq(queueStatuses.queueId, queueId));
  if (statusIds.length > 0) await db.insert(queueStatuses).values(statusIds.map((statusId, sort) => ({ queueId, statusId, sort })));
}

/** Serialises changes of what rows mean to each other (defaults, queue lists): they are rare and must not cross. */
export async function lockServiceDesk(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(7302)`);
}
