/** Runs a statement and returns its rows; a read-only connection is enough. */
export type Query = (text: string, values: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

export interface TicketFact {
  readonly id: number;
  readonly title: string;
  readonly isClosed: boolean;
  readonly seq: number;
  readonly commentCount: number;
  readonly publicCommentCount: number;
  /** Search documents: one for staff, one for contacts. */
  readonly documents: number;
}
export interface CommentFact {
  readonly id: number;
  readonly ticketId: number;
  readonly text: string;
  readonly visibility: string;
}
export interface EntryFact {
  readonly ticketId: number;
  readonly seq: number;
  readonly kind: string;
  readonly commentId: number | null;
  readonly changeId: string;
  readonly status: readonly [number, number] | null;
}
export interface NoticeFact {
  readonly account: number;
  readonly changeId: string;
  readonly eventId: number;
  readonly ticketId: number;
}
export interface MailFact {
  readonly account: number;
  readonly ticketId: number;
  readonly dedupeKey: string;
  readonly messageId: string;
  readonly state: string;
}
export interface FileFact {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  /** Comments it hangs on. */
  readonly comments: readonly number[];
}

/** Everything of one run that the database knows. */
export interface Facts {
  readonly tickets: readonly TicketFact[];
  readonly comments: readonly CommentFact[];
  readonly entries: readonly EntryFact[];
  readonly notices: readonly NoticeFact[];
  readonly mails: readonly MailFact[];
  readonly files: readonly FileFact[];
  /** Deliveries and jobs that are not done, in words. */
  readonly unfinished: readonly string[];
}

const MINE = `t.title LIKE $1 || '-%'`;
const OF_TICKETS = `JOIN tickets t ON t.id = x.ticket_id WHERE ${MINE}`;

const STATEMENTS = {
  tickets: `SELECT t.id, t.title, t.is_closed AS "isClosed", t.seq, t.comment_count AS "commentCount", t.public_comment_count AS "publicCommentCount",
      (SELECT count(*)::int FROM ticket_documents d WHERE d.ticket_id = t.id AND d.part = 0) AS documents
    FROM tickets t WHERE ${MINE} ORDER BY t.id`,
  comments: `SELECT x.id, x.ticket_id AS "ticketId", x.body_text AS text, x.visibility FROM comments x ${OF_TICKETS} ORDER BY x.id`,
  entries: `SELECT x.ticket_id AS "ticketId", x.seq, x.kind, x.comment_id AS "commentId", x.change_id AS "changeId", x.changes -> 'status' AS status
    FROM ticket_timeline x ${OF_TICKETS} ORDER BY x.ticket_id, x.seq`,
  notices: `SELECT x.account_id AS account, x.change_id AS "changeId", x.event_id::float8 AS "eventId", x.ticket_id AS "ticketId" FROM notices x ${OF_TICKETS}`,
  mails: `SELECT x.account_id AS account, x.ticket_id AS "ticketId", x.dedupe_key AS "dedupeKey", x.message_id AS "messageId", x.state FROM mails x ${OF_TICKETS}`,
  files: `SELECT f.id, f.name, f.size, f.sha256,
      ARRAY(SELECT a.comment_id FROM attachments a WHERE a.file_id = f.id AND a.comment_id IS NOT NULL) AS comments
    FROM files f WHERE f.name LIKE $1 || '-%' ORDER BY f.id`,
} as const;

/** A job of every minute may have been asked for while the server was stopping; it carries no work of its own. */
const UNFINISHED = `SELECT 'event ' || event_id || ' was not delivered to ' || subscriber AS what FROM event_deliveries WHERE done_at IS NULL
  UNION ALL SELECT 'job ' || name || ' is ' || state || coalesce(': ' || (output ->> 'message'), '') FROM pgboss.job
    WHERE state IN ('created', 'retry', 'active', 'failed') AND start_after <= now() + interval '1 hour' AND name NOT LIKE '\\_\\_pgboss%'
    AND NOT (state = 'created' AND name IN (SELECT name FROM pgboss.schedule WHERE cron = '* * * * *'))`;

/** @param run the word all titles and file names of the run begin with. */
export async function readFacts(query: Query, run: string): Promise<Facts> {
  const rows: Record<string, unknown> = {};
  for (const [name, statement] of Object.entries(STATEMENTS)) rows[name] = await query(statement, [run]);
  const unfinished = (await query(UNFINISHED, [])).map((row) => String(row.what));
  return { ...(rows as unknown as Omit<Facts, 'unfinished'>), unfinished };
}
