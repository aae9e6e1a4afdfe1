import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { searchVector } from '../accounts/index.ts';
import { comments } from './tickets.schema.ts';

// The search documents: one per ticket and audience, in parts when long. Written in the transaction of the change, so search is
// current at once. `public` holds what contacts may read, `staff` everything.

/** Bytes of a part before the next begins; well below PostgreSQL's 1 MB for a vector, and small enough to be rewritten by each comment. */
const PART_BYTES = 200_000;
/** Characters turned into words at once; accounts' searchVector reads no more than 150 000. */
export const LONGEST_TEXT = 100_000;
/** With more comments than this, new names are added to the documents instead of rebuilding them. */
const REBUILD_LIMIT = 200;

/** The words that find a ticket in every part: what it is called and who it belongs to. The number is added by the statements. */
export const headOf = (names: {
  readonly title: string;
  readonly contact: string;
  readonly company: string;
  readonly assignee: string | null;
}): SQL => searchVector([names.title, names.contact, names.company, names.assignee ?? ''].join(' '));

/** Adds a new text to the newest part of each audience, or begins a part when that one is full. */
export async function appendToDocuments(db: Db, ticketId: number, audiences: readonly ('public' | 'staff')[], text: string): Promise<void> {
  const only = sql.join(
    audiences.map((audience) => sql`${audience}`),
    sql`, `,
  );
  for (const chunk of chunksOf(text)) {
    const words = sql`strip(${searchVector(chunk)})`;
    await db.execute(sql`
      with newest as (
        select distinct on (audience) audience, part, head, pg_column_size(vector || ''::tsvector) as bytes
        from ticket_documents where ticket_id = ${ticketId} and audience in (${only}) order by audience, part desc),
      grown as (
        update ticket_documents d set vector = d.vector || ${words} from newest n
        where d.ticket_id = ${ticketId} and d.audience = n.audience and d.part = n.part and n.bytes < ${PART_BYTES})
      insert into ticket_documents (ticket_id, audience, part, head, vector)
      select ${ticketId}, audience, part + 1, head, head || ${words} from newest where bytes >= ${PART_BYTES}`);
  }
}

/** Writes all documents of a ticket anew, from its rows: after an edit, a deletion or a new title. */
export async function rebuildDocuments(db: Db, ticketId: number): Promise<void> {
  const subject = await findSubject(db, ticketId);
  if (!subject) return;
  await db.execute(sql`delete from ticket_documents where ticket_id = ${ticketId}`);
  const texts = await db
    .select({ text: comments.bodyText, visibility: comments.visibility })
    .from(comments)
    .where(and(eq(comments.ticketId, ticketId), isNull(comments.deletedAt)))
    .orderBy(comments.id);
  for (const audience of ['public', 'staff'] as const) {
    const seen = texts.filter((one) => audience === 'staff' || one.visibility === 'public').map((one) => one.text);
    await insertParts(db, ticketId, audience, headOf(subject), chunksOf([subject.description, ...seen].join('\n')));
  }
}

/** The names in the head changed. A very long ticket only learns the new ones; the old ones go with its next rebuild. */
export async function refreshHeads(db: Db, ticketId: number, commentCount: number): Promise<void> {
  if (commentCount <= REBUILD_LIMIT) return rebuildDocuments(db, ticketId);
  const subject = await findSubject(db, ticketId);
  if (!subject) return;
  const head = numbered(ticketId, headOf(subject));
  await db.execute(sql`update ticket_documents set head = ${head}, vector = vector || ${head} where ticket_id = ${ticketId}`);
}

async function insertParts(db: Db, ticketId: number, audience: 'public' | 'staff', names: SQL, chunks: readonly string[]): Promise<void> {
  const head = numbered(ticketId, names);
  for (const [part, chunk] of (chunks.length > 0 ? chunks : ['']).entries()) {
    await db.execute(sql`
      insert into ticket_documents (ticket_id, audience, part, head, vector)
      select ${ticketId}::int, ${audience}, ${part}::int, h, h || strip(${searchVector(chunk)}) from (select ${head} as h) one`);
  }
}

const numbered = (ticketId: number, names: SQL): SQL =>
  sql`setweight(to_tsvector('simple', (select number::text from tickets where id = ${ticketId})) || ${names}, 'A')`;

interface Subject {
  readonly title: string;
  readonly description: string;
  readonly contact: string;
  readonly company: string;
  readonly assignee: string | null;
}
async function findSubject(db: Db, ticketId: number): Promise<Subject | null> {
  const { rows } = await db.execute<{ [K in keyof Subject]: Subject[K] }>(sql`
    select t.title, t.description_text as description, a.name as contact, c.name as company, s.name as assignee
    from tickets t join accounts a on a.id = t.contact_id join companies c on c.id = t.company_id
    left join accounts s on s.id = t.assignee_id where t.id = ${ticketId}`);
  return rows[0] ?? null;
}

/** Pieces that end between words where there are any. */
function chunksOf(text: string): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + LONGEST_TEXT, text.length);
    if (end < text.length) {
      const space = text.slice(at, end).search(/\s\S*$/);
      if (space > LONGEST_TEXT / 2) end = at + space;
    }
    chunks.push(text.slice(at, end));
    at = end;
  }
  return chunks;
}

/** A batch of tickets that name this person or company, by id; for rewriting their heads after a new name. */
export async function listTicketsNaming(
  db: Db,
  who: { readonly accountId: number } | { readonly companyId: number },
  after: number,
  limit: number,
): Promise<{ id: number; commentCount: number }[]> {
  const names =
    'companyId' in who ? sql`company_id = ${who.companyId}` : sql`(contact_id = ${who.accountId} or assignee_id = ${who.accountId})`;
  const { rows } = await db.execute<{ id: number; comment_count: number }>(sql`
    select id, comment_count from tickets where ${names} and id > ${after} order by id limit ${limit}`);
  return rows.map((row) => ({ id: row.id, commentCount: row.comment_count }));
}
