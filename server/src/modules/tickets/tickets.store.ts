import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../../kernel/context.ts';
import { tickets } from './tickets.schema.ts';
import type { Author } from './timeline.store.ts';

export type TicketRow = typeof tickets.$inferSelect;
export type NewTicketRow = Omit<typeof tickets.$inferInsert, 'id' | 'number'>;
export interface TakingPart {
  readonly accountId: number;
  readonly role: 'owner' | 'watcher' | 'cc';
}
/** A ticket with who takes part in it, enough for every rule about it. */
export interface TicketWithPeople extends TicketRow {
  readonly people: readonly TakingPart[];
  /** Its status is one that waits for an approval. */
  readonly awaitsApproval: boolean;
  /** Group tags of its owner. */
  readonly ownerTagIds: readonly number[];
}

const people = sql<TakingPart[]>`(select coalesce(json_agg(json_build_object('accountId', p.account_id, 'role', p.role)), '[]')
  from ticket_participants p where p.ticket_id = tickets.id)`;
/** What only the policy needs; the same for every reader. */
const policyColumns = {
  awaitsApproval: sql<boolean>`(select s.kind = 'approval' from statuses s where s.id = tickets.status_id)`,
  ownerTagIds: sql<number[]>`coalesce((select json_agg(x.tag_id) from contact_group_tags x where x.contact_id = tickets.contact_id), '[]')`,
};

export async function findTicket(db: Db, id: number): Promise<TicketWithPeople | null> {
  const [row] = await db
    .select({ ...getTableColumns(tickets), people, ...policyColumns })
    .from(tickets)
    .where(eq(tickets.id, id));
  return row ?? null;
}

/** Locks the row until the transaction ends: entries get their numbers under this lock, so no two writers take the same one. */
export async function lockTicket(db: Db, id: number): Promise<TicketWithPeople | null> {
  const [row] = await db
    .select({ ...getTableColumns(tickets), people, ...policyColumns })
    .from(tickets)
    .where(eq(tickets.id, id))
    .for('update');
  return row ?? null;
}

export interface FirstEntry extends Author {
  readonly changeId: string;
  readonly searchHead: SQL;
  readonly searchBody: SQL;
}

/**
 * The ticket, its owner, its first timeline entry, its author's reading mark and its search documents in one statement:
 * half the cost of five. The number equals the id.
 */
export async function insertTicket(db: Db, row: NewTicketRow, first: FirstEntry): Promise<number> {
  const columns = getTableColumns(tickets);
  const given = (Object.entries(row) as [keyof NewTicketRow, unknown][]).filter(([, value]) => value !== undefined);
  const names = sql.join(
    given.map(([key]) => sql.identifier(columns[key].name)),
    sql`, `,
  );
  const values = sql.join(
    given.map(([key, value]) => typed(columns[key], value)),
    sql`, `,
  );
  const head = sql`setweight(to_tsvector('simple', numbered.id::text) || ${first.searchHead}, 'A')`;
  const { rows } = await db.execute<{ id: number }>(sql`
    with numbered as (select nextval(pg_get_serial_sequence('tickets', 'id'))::int as id),
    made as (insert into tickets (id, number, ${names}) overriding system value select id, id, ${values} from numbered returning id),
    owner as (insert into ticket_participants (ticket_id, account_id, role, added_by, created_at)
      select id, ${row.contactId}::int, 'owner', ${first.authorId}::int, ${row.createdAt}::timestamptz from made),
    entry as (insert into ticket_timeline (ticket_id, seq, kind, visibility, author_id, author_kind, via, change_id, occurred_at)
      select id, 1, 'created', 'public', ${first.authorId}::int, ${first.authorKind}, ${first.via && JSON.stringify(first.via)}::jsonb,
        ${first.changeId}::uuid, ${row.createdAt}::timestamptz from made),
    mark as (insert into ticket_reads (account_id, ticket_id, seen_seq, seen_at)
      select ${first.authorId}::int, id, 1, ${row.createdAt}::timestamptz from made where ${first.authorId}::int is not null),
    document as (insert into ticket_documents (ticket_id, audience, part, head, vector)
      select numbered.id, a.audience, 0, ${head}, ${head} || strip(${first.searchBody})
      from numbered cross join (values ('public'), ('staff')) a (audience))
    select id from made`);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('No ticket was inserted.');
  return id;
}

/** In INSERT … SELECT a parameter does not learn its type from the column, so it is said. */
const typed = (column: PgColumn, value: unknown): SQL =>
  sql`${column.dataType === 'json' ? JSON.stringify(value) : value}::${sql.raw(column.getSQLType())}`;

export type TicketColumns = Partial<Omit<TicketRow, 'id' | 'number' | 'version'>>;

/** Writes columns and counts the version up. */
export async function updateTicketRow(db: Db, id: number, columns: TicketColumns): Promise<void> {
  await db
    .update(tickets)
    .set({ ...columns, version: sql`${tickets.version} + 1` })
    .where(eq(tickets.id, id));
}

/** A deleted comment no longer counts. The ticket's version stays: nobody's open form became outdated. */
export async function countDeletedComment(db: Db, id: number, visibility: 'public' | 'internal'): Promise<void> {
  await db.execute(sql`
    update tickets set comment_count = greatest(comment_count - 1, 0),
      public_comment_count = greatest(public_comment_count - ${visibility === 'public' ? 1 : 0}, 0) where id = ${id}`);
}
