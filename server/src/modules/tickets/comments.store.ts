import { and, eq, getTableColumns } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { attachments, commentRevisions, comments } from './tickets.schema.ts';

export type CommentRow = typeof comments.$inferSelect;

export async function insertComment(db: Db, row: typeof comments.$inferInsert): Promise<number> {
  const [made] = await db.insert(comments).values(row).returning({ id: comments.id });
  return made!.id;
}

export async function findComment(db: Db, id: number): Promise<CommentRow | null> {
  const [row] = await db.select().from(comments).where(eq(comments.id, id));
  return row ?? null;
}

export async function lockComment(db: Db, id: number): Promise<CommentRow | null> {
  const [row] = await db.select(getTableColumns(comments)).from(comments).where(eq(comments.id, id)).for('update');
  return row ?? null;
}

/** Keeps the wording that is about to be replaced. */
export async function keepRevision(db: Db, comment: CommentRow, replacedBy: number | null, now: string): Promise<void> {
  const { id: commentId, version, bodyHtml, bodyText } = comment;
  await db.insert(commentRevisions).values({ commentId, version, bodyHtml, bodyText, replacedAt: now, replacedBy });
}

export async function updateComment(db: Db, id: number, columns: Partial<Omit<CommentRow, 'id' | 'ticketId'>>): Promise<void> {
  await db.update(comments).set(columns).where(eq(comments.id, id));
}

export async function insertAttachments(db: Db, rows: readonly (typeof attachments.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await db.insert(attachments).values([...rows]);
}

/** The files of a comment become staff-only: what they belonged to is no longer shown. Returns their file ids. */
export async function hideAttachments(db: Db, ticketId: number, commentId: number): Promise<number[]> {
  const rows = await db
    .update(attachments)
    .set({ visibility: 'internal' })
    .where(and(eq(attachments.ticketId, ticketId), eq(attachments.commentId, commentId)))
    .returning({ fileId: attachments.fileId });
  return rows.map((row) => row.fileId);
}

export async function listRevisions(db: Db, commentId: number): Promise<(typeof commentRevisions.$inferSelect)[]> {
  return db.select().from(commentRevisions).where(eq(commentRevisions.commentId, commentId)).orderBy(commentRevisions.version);
}

export async function listAttachedIds(db: Db, commentId: number): Promise<number[]> {
  return (await db.select({ fileId: attachments.fileId }).from(attachments).where(eq(attachments.commentId, commentId))).map(
    (row) => row.fileId,
  );
}
