import type { ContactImport, Mapping } from '@portico/contracts/contact-imports/shapes.ts';
import { IMPORT_ENCODINGS, SEPARATORS, VERDICTS } from '@portico/contracts/contact-imports/shapes.ts';
import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';
import type { RowData } from './contact-imports.rules.ts';

export const contactImports = pgTable('contact_imports', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  companyId: integer('company_id').notNull(),
  storageKey: text('storage_key'),
  fileName: text('file_name').notNull(),
  encoding: text('encoding', { enum: IMPORT_ENCODINGS }).notNull(),
  separator: text('separator', { enum: SEPARATORS }).notNull(),
  columns: jsonb('columns').$type<string[]>().notNull(),
  sample: jsonb('sample').$type<string[][]>().notNull(),
  mapping: jsonb('mapping').$type<Mapping>(),
  mode: text('mode', { enum: ['create', 'update'] })
    .notNull()
    .default('create'),
  state: text('state').$type<ContactImport['state']>().notNull(),
  position: integer('position').notNull().default(0),
  total: integer('total').notNull().default(0),
  counts: jsonb('counts').$type<Record<string, number>>().notNull().default({}),
  problem: text('problem'),
  createdBy: integer('created_by'),
  createdAt: instant('created_at').notNull(),
  finishedAt: instant('finished_at'),
});

export const contactImportRows = pgTable(
  'contact_import_rows',
  {
    importId: integer('import_id').notNull(),
    line: integer('line').notNull(),
    verdict: text('verdict', { enum: VERDICTS }).notNull(),
    code: text('code'),
    otherLine: integer('other_line'),
    contactId: integer('contact_id'),
    data: jsonb('data').$type<RowData>(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.line] })],
);
