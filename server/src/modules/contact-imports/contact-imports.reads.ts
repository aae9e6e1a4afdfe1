import type { ImportRow } from '@portico/contracts/contact-imports/shapes.ts';
import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { companies } from '../companies/companies.schema.ts';
import { contactImports, contactImportRows as rows } from './contact-imports.schema.ts';

export type ImportRecord = typeof contactImports.$inferSelect & { readonly companyName: string };

export async function findImport(db: Db, id: number): Promise<ImportRecord | null> {
  const [row] = await db
    .select({ one: contactImports, companyName: companies.name })
    .from(contactImports)
    .innerJoin(companies, eq(companies.id, contactImports.companyId))
    .where(eq(contactImports.id, id));
  return row ? { ...row.one, companyName: row.companyName } : null;
}

const byLine: Keyset = { name: 'contact-import-rows', direction: 'asc', columns: [{ sql: sql`${rows.line}`, type: 'int' }] };
/** Of a row that was written, the contact itself says who it is, as long as it belongs to the company. */
const person = (field: 'name' | 'email') =>
  sql<
    string | null
  >`coalesce(${rows.data} ->> ${field}::text, (select ${sql.raw(`a.${field}`)} from accounts a join contact_imports i on i.id = ${rows.importId}
    where a.id = ${rows.contactId} and a.company_id = i.company_id))`;

export async function listImportRows(
  db: Db,
  importId: number,
  query: {
    readonly verdict: ImportRow['verdict'] | undefined;
    readonly limit: number;
    readonly cursor: string | undefined;
    readonly count: boolean;
  },
): Promise<{ items: ImportRow[]; next: string | null; total?: number }> {
  const where = and(eq(rows.importId, importId), query.verdict ? eq(rows.verdict, query.verdict) : undefined);
  const found = await db
    .select({
      id: rows.line,
      verdict: rows.verdict,
      code: rows.code,
      otherLine: rows.otherLine,
      contactId: rows.contactId,
      name: person('name'),
      email: person('email'),
      keyset: keysetValues(byLine),
    })
    .from(rows)
    .where(and(where, keysetAfter(byLine, query.cursor)))
    .orderBy(...keysetOrder(byLine))
    .limit(query.limit + 1);
  return { ...keysetPage(byLine, found, query.limit), ...(query.count ? { total: await db.$count(rows, where) } : {}) };
}
