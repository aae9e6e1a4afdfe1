import type { Readable } from 'node:stream';
import type { Actor } from '@portico/contracts/access/actor.ts';
import { nowMs } from '../../kernel/clock.ts';
import type { Db } from '../../kernel/context.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import type { LinkBinding } from '../../kernel/files/links.ts';
import { parseRange } from '../../kernel/files/ranges.ts';
import { fileService } from '../../kernel/files/service.ts';
import { mayReadByLink, mayReadFile } from './files.policy.ts';
import { headersOf, isInlineSafe } from './files.rules.ts';
import type { FileRow, VariantName } from './files.schema.ts';
import { findFile, findVariant } from './files.store.ts';

/** A request for `/files/{id}/{variant}/{name}` as far as delivery needs it. */
export interface DeliveryRequest {
  readonly fileId: number;
  readonly variant: string;
  readonly query: Record<string, unknown>;
  readonly headers: {
    readonly range?: string | undefined;
    readonly 'if-range'?: string | undefined;
    readonly 'if-none-match'?: string | undefined;
  };
  readonly headOnly: boolean;
  /** Asked only for links that are bound to a session. */
  readonly whoAsks: () => Promise<Actor>;
}
export interface DeliveryAnswer {
  readonly status: 200 | 206 | 304 | 416;
  readonly headers: Record<string, string | number>;
  readonly body: Readable | null;
}

/** Checks the link, the person and the file's owner, in this order, and opens the bytes. */
export async function deliverFile(db: Db, request: DeliveryRequest): Promise<DeliveryAnswer> {
  const binding = checkLink(request);
  const actor = binding.mode === 'page' ? await checkPerson(binding, request.whoAsks) : null;
  const file = await findFile(db, request.fileId);
  if (!file) throw notFound('file');
  const mayRead = actor ? await mayReadFile(db, actor, file) : await mayReadByLink(db, binding.accountId, file);
  if (!mayRead) throw notFound('file');
  const bytes = await findBytes(db, file, request.variant);
  if (!bytes) throw notFound('file');
  return answer(request, file, bytes);
}

function checkLink(request: DeliveryRequest): LinkBinding {
  const verdict = fileService().links.check(request, request.query, nowMs() / 1000);
  if (verdict.state === 'forged') throw notFound('file');
  if (verdict.state === 'expired') {
    throw new Refusal(
      410,
      'file.linkExpired',
      'This link has expired. Open the ticket or mail it came from in the portal to get a fresh one.',
    );
  }
  return verdict.binding;
}

async function checkPerson(binding: LinkBinding, whoAsks: () => Promise<Actor>): Promise<Actor> {
  const actor = await whoAsks();
  if (actor.accountId === null) throw new Refusal(401, 'file.signInFirst', 'Sign in to the portal, then open this file again.');
  if (actor.accountId !== binding.accountId) {
    throw new Refusal(
      403,
      'file.linkOfAnother',
      'This link was made for another account. Open the ticket with your own account to get your own link.',
    );
  }
  return actor;
}

interface Bytes {
  readonly key: string;
  readonly size: number;
  readonly variant: 'original' | 'inline' | VariantName;
}

async function findBytes(db: Db, file: FileRow, variant: string): Promise<Bytes | null> {
  if (variant === 'original' || (variant === 'inline' && isInlineSafe(file))) return { key: file.storageKey, size: file.size, variant };
  const derived = await findVariant(db, file.id, variant);
  return derived && { key: derived.storageKey, size: derived.size, variant: derived.variant };
}

async function answer(request: DeliveryRequest, file: FileRow, bytes: Bytes): Promise<DeliveryAnswer> {
  const etag = `"${file.sha256.slice(0, 32)}-${bytes.variant}"`;
  const headers = {
    ...headersOf(file, bytes.variant),
    etag,
    // Kept by the browser, but asked for every time: who has signed out or lost access sees nothing from the cache.
    // Pictures of people are in every row of every list, so they are kept for an hour without asking.
    'cache-control': bytes.variant.startsWith('p') ? 'private, max-age=3600' : 'private, no-cache',
    vary: 'Cookie',
    'accept-ranges': 'bytes',
  };
  if (request.headers['if-none-match']?.split(',').some((one) => one.trim() === etag)) return { status: 304, headers, body: null };
  const ifRange = request.headers['if-range'];
  const range = ifRange && ifRange !== etag ? null : parseRange(request.headers.range, bytes.size);
  if (range === 'unsatisfiable') return { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes.size}` }, body: null };
  const body = request.headOnly ? null : await fileService().storage.get(bytes.key, range ?? undefined);
  if (!body && !request.headOnly) throw notFound('file');
  const length = range ? range.end - range.start + 1 : bytes.size;
  const whole = { ...headers, 'content-length': length };
  return range
    ? { status: 206, headers: { ...whole, 'content-range': `bytes ${range.start}-${range.end}/${bytes.size}` }, body }
    : { status: 200, headers: whole, body };
}
