import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { contactImportRows, contactImports } from './contact-imports.schema.ts';

export type RowRecord = typeof contactImportRows.$inferSelect;
type NewRow = typeof contactImportRows.$inferInsert;

export async function insertImport(db: Db, values: typeof contactImports.$inferInsert): Promise<number> {
  const [row] = await db.insert(contactImports).values(values).returning({ id: contactImports.id });
  if (!row) throw new Error('No import was inserted.');
  return row.id;
}

/** Two presses of a button, or a job that was given to two processes, follow one another. */
export async function lockImport(db: Db, id: number): Promise<void> {
  await db.select({ id: contactImports.id }).from(contactImports).where(eq(contactImports.id, id)).for('update');
}

export async function updateImport(db: Db, id: number, values: Partial<typeof contactImports.$inferInsert>): Promise<void> {
  await db.update(contactImports).set(values).where(eq(contactImports.id, id));
}

export async function clearRows(db: Db, importId: number): Promise<void> {
  await db.delete(contactImportRows).where(eq(contactImportRows.importId, importId));
}

export async function insertRows(db: Db, rows: readonly NewRow[]): Promise<void> {
  if (rows.length > 0) await db.insert(contactImportRows).values([...rows]);
}

/** The next rows that are to be written, in the order of the file. */
export async function nextRows(db: Db, importId: number, afterLine: number, limit: number): Promise<RowRecord[]> {
  return db
    .select()
    .from(contactImportRows)
    .where(
      and(
        eq(contactImportRows.importId, importId),
        gt(contactImportRows.line, afterLine),
        inArray(contactImportRows.verdict, ['create', 'update']),
      ),
    )
    .orderBy(asc(contactImportRows.line))
    .limit(limit);
}

export interface Outcome {
  readonly line: number;
  readonly verdict: 'created' | 'updated' | 'skip' | 'refuse';
  readonly code: string | null;
  readonly contactId: number | null;
}

/** What became of rows; what they said is forgotten. */
export async function settleRows(db: Db, importId: number, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const values = sql.join(
    outcomes.map((one) => sql`(${one.line}::int, ${one.verdict}::text, ${one.code}::text, ${one.contactId}::int)`),
    sql`, `,
  );
  await db.execute(sql`update contact_import_rows r set verdict = v.verdict, code = v.code, contact_id = v.contact_id, data = null
    from (values ${values}) v (line, verdict, code, contact_id) where r.import_id = ${importId} and r.line = v.line`);
}

/** What rows say that will not be written is forgotten too. */
export async function forgetRows(db: Db, importId: number): Promise<void> {
  await db.execute(sql`update contact_import_rows set data = null where import_id = ${importId} and data is not null`);
}

export async function countVerdicts(db: Db, importId: number): Promise<Record<string, number>> {
  const { rows } = await db.execute<{ verdict: string; count: number }>(
    sql`select verdict, count(*)::int as count from contact_import_rows where import_id = ${importId} group by verdict`,
  );
  return Object.fromEntries(rows.map((row) => [row.verdict, row.count]));
}

/** Contacts of a company by their addresses. */
export async function contactsByEmail(db: Db, companyId: number, keys: readonly string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const { rows } = await db.execute<{ id: number; email_key: string }>(sql`select id, email_key from accounts
    where kind = 'contact' and company_id = ${companyId} and email_key in (${sql.join(
      keys.map((key) => sql`${key}`),
      sql`, `,
    )})`);
  return new Map(rows.map((row) => [row.email_key, row.id]));
}
