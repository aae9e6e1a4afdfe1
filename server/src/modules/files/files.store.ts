import { and, eq, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import type { Uploader } from './files.policy.ts';
import { type FileRow, files, fileVariants, type NewFile, type NewVariant, type VariantRow } from './files.schema.ts';

export async function insertFile(db: Db, file: NewFile, variants: readonly NewVariant[]): Promise<FileRow> {
  const [row] = await db.insert(files).values(file).returning();
  if (variants.length > 0) await db.insert(fileVariants).values(variants.map((variant) => ({ ...variant, fileId: row!.id })));
  return row!;
}

export async function findFile(db: Db, id: number): Promise<FileRow | null> {
  const [row] = await db.select().from(files).where(eq(files.id, id));
  return row ?? null;
}

export async function listFiles(db: Db, ids: readonly number[]): Promise<FileRow[]> {
  return ids.length === 0
    ? []
    : db
        .select()
        .from(files)
        .where(inArray(files.id, [...ids]));
}

export async function findVariant(db: Db, fileId: number, variant: string): Promise<VariantRow | null> {
  const [row] = await db
    .select()
    .from(fileVariants)
    .where(and(eq(fileVariants.fileId, fileId), eq(fileVariants.variant, variant as VariantRow['variant'])));
  return row ?? null;
}

const isFrom = ({ accountId, impersonationId }: Uploader): SQL | undefined =>
  and(
    accountId === null ? isNull(files.uploadedBy) : eq(files.uploadedBy, accountId),
    impersonationId === null ? isNull(files.impersonationId) : eq(files.impersonationId, impersonationId),
  );

/** What somebody has uploaded and not used yet; who stands in for him fills a quota of his own. */
export async function findWaitingTotals(db: Db, uploader: Uploader): Promise<{ count: number; bytes: number }> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int`, bytes: sql<number>`coalesce(sum(${files.size}), 0)::float8` })
    .from(files)
    .where(and(isFrom(uploader), isNull(files.ownerKind)));
  return row!;
}

/** Two uploads of one account that end together must not both fit under the same quota. Held until the transaction ends. */
export async function lockUploader(db: Db, accountId: number): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('files.uploader'), ${accountId}::int)`);
}

export interface FileOwner {
  /** `ticket`, `picture`, …: as named to `registerFileOwner`. */
  readonly kind: string;
  readonly id: number;
  /** Only for staff. */
  readonly internal: boolean;
}

/** Gives waiting files of this uploader to an owner; returns those it could. */
export async function claimFiles(db: Db, ids: readonly number[], uploader: Uploader, owner: FileOwner, now: string): Promise<FileRow[]> {
  return db
    .update(files)
    .set({ ownerKind: owner.kind, ownerId: owner.id, internal: owner.internal, linkedAt: now })
    .where(and(inArray(files.id, [...ids]), isFrom(uploader), isNull(files.ownerKind)))
    .returning();
}

export async function setOwner(db: Db, ids: readonly number[], owner: Partial<FileOwner>): Promise<void> {
  const change = {
    ...(owner.internal === undefined ? {} : { internal: owner.internal }),
    ...(owner.id === undefined ? {} : { ownerId: owner.id }),
  };
  if (ids.length > 0)
    await db
      .update(files)
      .set(change)
      .where(inArray(files.id, [...ids]));
}

/** Deletes rows and returns the storage keys of their bytes, derived pictures included. */
export const deleteFiles = (db: Db, ids: readonly number[]): Promise<string[]> =>
  ids.length === 0 ? Promise.resolve([]) : deleteWhere(db, inArray(files.id, [...ids]));

export const deleteFilesOfOwner = (db: Db, kind: string, id: number): Promise<string[]> =>
  deleteWhere(db, and(eq(files.ownerKind, kind), eq(files.ownerId, id))!);

/** A batch of uploads that nobody used. Re-checked under the row lock, so a file that is linked at this moment stays. */
export async function deleteWaiting(db: Db, now: string, hours: number, limit: number): Promise<string[]> {
  const old = db
    .select({ id: files.id })
    .from(files)
    .where(and(isNull(files.ownerKind), lt(files.uploadedAt, sql`${now}::timestamptz - make_interval(hours => ${hours}::int)`)))
    .limit(limit);
  return deleteWhere(db, and(isNull(files.ownerKind), inArray(files.id, old))!);
}

async function deleteWhere(db: Db, which: SQL): Promise<string[]> {
  // One statement: the second part still sees the variants that the first part's cascade removes.
  const { rows } = await db.execute<{ storage_key: string }>(sql`
    with gone as (delete from ${files} where ${which} returning ${files.id} as id, ${files.storageKey} as storage_key)
    select storage_key from gone
    union all
    select v.storage_key from file_variants v join gone on gone.id = v.file_id`);
  return rows.map((row) => row.storage_key);
}

/** Which of these storage keys have a row. */
export async function listKnownKeys(db: Db, keys: readonly string[]): Promise<Set<string>> {
  const wanted = [...keys];
  const [own, derived] = [
    await db.select({ key: files.storageKey }).from(files).where(inArray(files.storageKey, wanted)),
    await db.select({ key: fileVariants.storageKey }).from(fileVariants).where(inArray(fileVariants.storageKey, wanted)),
  ];
  return new Set([...own, ...derived].map((row) => row.key));
}

/** How many stored objects this database knows. */
export async function countKnownKeys(db: Db): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)::int + (select count(*) from file_variants)::int` }).from(files);
  return row!.count;
}
