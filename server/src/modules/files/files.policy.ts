import type { Actor } from '@portico/contracts/access/actor.ts';
import type { Db } from '../../kernel/context.ts';
import type { FileRow } from './files.schema.ts';

/** Decides for files of one kind of owner; `actor` may be anyone, `internal` says that the file is only for staff. */
export type MayReadOwner = (db: Db, actor: Actor, ownerId: number, internal: boolean) => Promise<boolean>;
/** The same for a link in a mail, where nobody is signed in: may the account it was sent to still read it? */
export type MayStillRead = (db: Db, accountId: number, ownerId: number, internal: boolean) => Promise<boolean>;

interface OwnerRules {
  readonly mayRead: MayReadOwner;
  readonly mayStillRead: MayStillRead | null;
}
const owners = new Map<string, OwnerRules>();

/**
 * Called once by each module whose things have files: files know no owner, owners decide who reads them.
 *
 * @example registerFileOwner('ticket', async (db, actor, ticketId) => (await findReadableTicket(db, actor, ticketId)) !== null);
 */
export function registerFileOwner(kind: string, mayRead: MayReadOwner, mayStillRead: MayStillRead | null = null): () => void {
  const before = owners.get(kind);
  owners.set(kind, { mayRead, mayStillRead });
  // The way back, for tests.
  return () => void (before ? owners.set(kind, before) : owners.delete(kind));
}

type Facts = Pick<FileRow, 'uploadedBy' | 'impersonationId' | 'ownerKind' | 'ownerId' | 'internal'>;

/** A waiting upload is its uploader's alone. What belongs to something is asked of its owner; a kind nobody registered is refused. */
export async function mayReadFile(db: Db, actor: Actor, file: Facts): Promise<boolean> {
  if (file.ownerKind === null || file.ownerId === null) return isUploader(actor, file);
  if (file.internal && actor.audience !== 'tech') return false;
  return (await owners.get(file.ownerKind)?.mayRead(db, actor, file.ownerId, file.internal)) ?? false;
}

/** For a bearer link: the signature is the proof, unless its owner wants to be asked again. */
export async function mayReadByLink(db: Db, accountId: number | null, file: Facts): Promise<boolean> {
  if (file.ownerKind === null || file.ownerId === null)
    return accountId !== null && file.uploadedBy === accountId && file.impersonationId === null;
  const rules = owners.get(file.ownerKind);
  if (!rules) return false;
  if (accountId === null || !rules.mayStillRead) return !file.internal;
  return rules.mayStillRead(db, accountId, file.ownerId, file.internal);
}

/** Who sits in the composer: an account, and where somebody stands in for it, that impersonation alone. */
export interface Uploader {
  readonly accountId: number | null;
  readonly impersonationId: number | null;
}
export const uploaderOf = (actor: Actor): Uploader => ({
  accountId: actor.kind === 'system' ? null : actor.accountId,
  impersonationId: actor.kind === 'contact' ? (actor.impersonation?.id ?? null) : null,
});

function isUploader(actor: Actor, file: Pick<Facts, 'uploadedBy' | 'impersonationId'>): boolean {
  const { accountId, impersonationId } = uploaderOf(actor);
  if (accountId === null && actor.kind !== 'system') return false;
  return accountId === file.uploadedBy && impersonationId === file.impersonationId;
}
