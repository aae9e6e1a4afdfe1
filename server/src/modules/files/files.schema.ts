import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';
import type { FileKind } from '../../kernel/files/judge.ts';
import type { TextEncoding } from '../../kernel/files/text.ts';

export const files = pgTable(
  'files',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    storageKey: text('storage_key').notNull().unique(),
    name: text('name').notNull(),
    size: integer('size').notNull(),
    sha256: text('sha256').notNull(),
    kind: text('kind').$type<FileKind>().notNull(),
    mediaType: text('media_type').notNull(),
    textEncoding: text('text_encoding').$type<TextEncoding>(),
    active: boolean('active').notNull().default(false),
    width: integer('width'),
    height: integer('height'),
    hasPictures: boolean('has_pictures').notNull().default(false),
    uploadedBy: integer('uploaded_by'), // references accounts; the constraint is in the migration, accounts is another module
    uploadedAt: instant('uploaded_at').notNull(),
    /** Uploaded by somebody who stood in for the uploader. */
    impersonationId: integer('impersonation_id'),
    ownerKind: text('owner_kind'),
    ownerId: integer('owner_id'),
    linkedAt: instant('linked_at'),
    internal: boolean('internal').notNull().default(false),
  },
  (t) => [
    index('files_waiting').on(t.uploadedBy),
    index('files_waiting_since').on(t.uploadedAt),
    index('files_owner').on(t.ownerKind, t.ownerId),
  ],
);

export const fileVariants = pgTable(
  'file_variants',
  {
    fileId: integer('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
    variant: text('variant').$type<VariantName>().notNull(),
    storageKey: text('storage_key').notNull().unique(),
    size: integer('size').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
  },
  (t) => [primaryKey({ columns: [t.fileId, t.variant] })],
);

/** Pictures derived from a file: `w` keeps the shape, `p` is a square of a person's picture. */
export type VariantName = 'w96' | 'w480' | 'w1600' | 'p64' | 'p128' | 'p256';
export type FileRow = typeof files.$inferSelect;
export type NewFile = typeof files.$inferInsert;
export type VariantRow = typeof fileVariants.$inferSelect;
export type NewVariant = Omit<VariantRow, 'fileId'>;
