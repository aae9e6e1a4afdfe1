import { and, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { comments, type StoredChanges, ticketTimeline } from './tickets.schema.ts';

export interface AttachedFile {
  readonly fileId: number;
  readonly isInline: boolean;
}

const files = sql<
  AttachedFile[]
>`(select coalesce(json_agg(json_build_object('fileId', f.file_id, 'isInline', f.is_inline) order by f.id), '[]')
  from attachments f where f.comment_id = comments.id)`;

/** How many entries a contact can see, counted once on the partial index; staff's number is the ticket's own `seq`. */
const publicTotal = (ticketId: number) =>
  sql<number>`(select count(*)::int from ticket_timeline e where e.ticket_id = ${ticketId} and e.visibility = 'public')`;

/** The newest entries before `before`, newest first; one index range however long the timeline is. */
export async function listEntries(
  db: Db,
  ticketId: number,
  window: { readonly publicOnly: boolean; readonly before: number | undefined; readonly limit: number },
) {
  return db
    .select({ entry: ticketTimeline, comment: comments, files, publicTotal: window.publicOnly ? publicTotal(ticketId) : sql<number>`0` })
    .from(ticketTimeline)
    .leftJoin(comments, eq(comments.id, ticketTimeline.commentId))
    .where(
      and(
        eq(ticketTimeline.ticketId, ticketId),
        // A literal, so that the partial index fits.
        window.publicOnly ? sql`${ticketTimeline.visibility} = 'public'` : undefined,
        window.before === undefined ? undefined : lt(ticketTimeline.seq, window.before),
      ),
    )
    .orderBy(desc(ticketTimeline.seq))
    .limit(window.limit);
}
export type EntryRow = Awaited<ReturnType<typeof listEntries>>[number];

/** One comment as the timeline has it. */
export async function findCommentEntry(db: Db, commentId: number) {
  const [row] = await db.select({ comment: comments, files }).from(comments).where(eq(comments.id, commentId));
  return row ?? null;
}

/** Which table has the names of a field's ids. People come from `personRefs`. */
const NAMED: Readonly<Record<string, string>> = {
  status: 'statuses',
  priority: 'priorities',
  queue: 'queues',
  category: 'categories',
  source: 'sources',
  serviceType: 'service_types',
  team: 'teams',
  company: 'companies',
  contactGroup: 'contact_groups',
  tags: 'tags',
};

/** Names of everything a window of changes mentions, in one statement: `status:3` → "Waiting". */
export async function listNames(db: Db, changes: readonly StoredChanges[]): Promise<Map<string, string>> {
  const wanted = new Map<string, Set<number>>();
  for (const [field, pair] of changes.flatMap((one) => Object.entries(one))) {
    if (!(field in NAMED)) continue;
    const ids = wanted.get(field) ?? new Set();
    for (const id of pair.flat()) if (typeof id === 'number') ids.add(id);
    wanted.set(field, ids);
  }
  const parts = [...wanted]
    .filter(([, ids]) => ids.size > 0)
    .map(
      ([field, ids]): SQL =>
        sql`select ${field}::text as field, id, name from ${sql.raw(NAMED[field]!)} where ${inArray(sql`id`, [...ids])}`,
    );
  if (parts.length === 0) return new Map();
  const { rows } = await db.execute<{ field: string; id: number; name: string }>(sql.join(parts, sql` union all `));
  return new Map(rows.map((row) => [`${row.field}:${row.id}`, row.name]));
}
