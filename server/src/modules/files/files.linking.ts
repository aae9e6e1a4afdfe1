import type { Ctx, Db } from '../../kernel/context.ts';
import { notFound } from '../../kernel/errors.ts';
import { findStoreIdentity } from '../../kernel/files/owner.store.ts';
import { fileService } from '../../kernel/files/service.ts';
import { taking } from '../../kernel/files/slots.ts';
import type { FileStorage } from '../../kernel/files/storage.ts';
import type { Uploader } from './files.policy.ts';
import type { FileRow } from './files.schema.ts';
import { claimFiles, deleteFiles, deleteFilesOfOwner, type FileOwner, listFiles, setOwner } from './files.store.ts';

/**
 * Gives uploads to a ticket, comment, … in the caller's transaction. Allowed are the uploader's own waiting files, and files that this
 * owner already has (a quoted image), as long as nothing internal would become public. Anything else is one 404 for all.
 *
 * @returns the files that were newly linked; the others had been linked before.
 */
export async function linkFiles(
  db: Db,
  ids: readonly number[],
  by: { readonly uploader: Uploader; readonly owner: FileOwner; readonly now: string },
): Promise<FileRow[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const claimed = await claimFiles(db, wanted, by.uploader, by.owner, by.now);
  const missing = wanted.filter((id) => !claimed.some((file) => file.id === id));
  const others = await listFiles(db, missing);
  const had = others.filter(
    (file) => file.ownerKind === by.owner.kind && file.ownerId === by.owner.id && (by.owner.internal || !file.internal),
  );
  if (had.length !== missing.length) throw notFound('file');
  return claimed;
}

/** The owner changed its mind: a note became public, a ticket was merged into another. */
export const relinkFiles = (
  db: Db,
  ids: readonly number[],
  change: { readonly ownerId?: number; readonly internal?: boolean },
): Promise<void> =>
  setOwner(db, ids, {
    ...(change.ownerId === undefined ? {} : { id: change.ownerId }),
    ...(change.internal === undefined ? {} : { internal: change.internal }),
  });

/** Deletes files with the caller's transaction; the bytes go after commit, or with the nightly sweep when the process dies first. */
export async function removeFiles(ctx: Pick<Ctx, 'tx' | 'afterCommit'>, ids: readonly number[]): Promise<void> {
  await deleteBytesAfterCommit(ctx, await deleteFiles(ctx.tx, ids));
}

/** As `removeFiles`, for everything a deleted ticket, person, … had. */
export async function removeFilesOfOwner(
  ctx: Pick<Ctx, 'tx' | 'afterCommit'>,
  owner: { readonly kind: string; readonly id: number },
): Promise<void> {
  await deleteBytesAfterCommit(ctx, await deleteFilesOfOwner(ctx.tx, owner.kind, owner.id));
}

async function deleteBytesAfterCommit(ctx: Pick<Ctx, 'tx' | 'afterCommit'>, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const workspace = await findStoreIdentity(ctx.tx);
  ctx.afterCommit(() => forAMoment(deleteOwnBytes(workspace, keys)));
}

const MOMENT_MS = 300;

/** Whoever deleted does not wait for a slow store; what fails later than this is found by the sweep. */
async function forAMoment(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, MOMENT_MS);
  });
  work.catch(() => {});
  await Promise.race([work, over]).finally(() => clearTimeout(timer));
}

const DELETIONS_AT_ONCE = 8;

/**
 * Deletes the bytes of rows that are gone, except from a store that is another database's: this one may be a copy, and there the rows
 * still are.
 */
export async function deleteOwnBytes(workspace: string | null, keys: readonly string[]): Promise<void> {
  for (const place of fileService().storage.places) {
    const owner = await place.owner();
    if (!owner || owner.workspace === workspace) await deleteAll(place, keys);
  }
}

export async function deleteAll(store: Pick<FileStorage, 'delete'>, keys: readonly string[]): Promise<void> {
  const slot = taking(DELETIONS_AT_ONCE);
  const failed = (await Promise.allSettled(keys.map((key) => slot(() => store.delete(key))))).find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

/** After something else went wrong, which is what the person shall read; bytes that cannot be deleted now go with the sweep. */
export const discardBytes = (keys: readonly string[]): Promise<void> => deleteAll(fileService().storage, keys).catch(() => {});
