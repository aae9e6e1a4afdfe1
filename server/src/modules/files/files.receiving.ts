import type * as contract from '@portico/contracts/files/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { type Judgement, judgeFile } from '../../kernel/files/judge.ts';
import { safeFileName } from '../../kernel/files/names.ts';
import { makeThumbnails } from '../../kernel/files/pictures.ts';
import { fileService } from '../../kernel/files/service.ts';
import type { StoredBytes } from '../../kernel/files/storage.ts';
import type { OperationInput } from '../../kernel/module.ts';
import { storePictures } from './derived-pictures.ts';
import { discardBytes } from './files.linking.ts';
import { uploaderOf } from './files.policy.ts';
import { PICTURE_EDGES, refuseTooMuchWaiting } from './files.rules.ts';
import type { FileRow, NewVariant } from './files.schema.ts';
import { findWaitingTotals, insertFile } from './files.store.ts';

export interface KeptUpload {
  readonly bytes: StoredBytes;
  readonly name: string;
  readonly judgement: Judgement;
  readonly variants: readonly NewVariant[];
}

/** Uploads that run now, by account: a burst of parallel ones could fill the disk before any of them counts as waiting. */
const running = new Map<number, number>();

/** Before the transaction: streams the body to the store, judges it and makes its pictures. */
export async function receiveUpload(ctx: Ctx, input: OperationInput<typeof contract.upload>): Promise<KeptUpload> {
  const { accountId } = ctx.actor;
  const end = accountId === null ? () => {} : beginUpload(accountId);
  try {
    const { limits, storage } = fileService();
    if (accountId !== null) refuseTooMuchWaiting(await findWaitingTotals(ctx.tx, uploaderOf(ctx.actor)), input.contentLength ?? 1, limits);
    const bytes = await storage.put(input.stream, {
      maxBytes: limits.maxBytes,
      expectedBytes: input.contentLength ?? undefined,
      willInspect: true,
    });
    return await keepFile(bytes, input.query.name ?? input.fileName);
  } finally {
    end();
  }
}

/** Judges stored bytes and makes their pictures; when that fails, the bytes go. Also for inbound mail and imports. */
export async function keepFile(bytes: StoredBytes, rawName: string | null | undefined): Promise<KeptUpload> {
  const { storage } = fileService();
  try {
    return await storage.withPath(bytes.key, async (path) => {
      const judgement = await judgeFile(path, bytes.size);
      const pictures = judgement.kind === 'image' ? await makeThumbnails(path, Object.values(PICTURE_EDGES)) : null;
      return { bytes, name: safeFileName(rawName), judgement, variants: await storePictures('w', pictures ?? []) };
    });
  } catch (error) {
    await discardBytes([bytes.key]);
    throw error;
  }
}

/** The row of a kept file, waiting to be linked. */
export const recordFile = (
  ctx: Pick<Ctx, 'tx' | 'occurredAt' | 'actor'>,
  { bytes, name, judgement, variants }: KeptUpload,
): Promise<FileRow> =>
  insertFile(
    ctx.tx,
    {
      storageKey: bytes.key,
      size: bytes.size,
      sha256: bytes.sha256,
      name,
      kind: judgement.kind,
      mediaType: judgement.mediaType,
      textEncoding: judgement.encoding,
      active: judgement.active,
      width: judgement.width,
      height: judgement.height,
      hasPictures: variants.length > 0,
      uploadedBy: ctx.actor.accountId,
      impersonationId: uploaderOf(ctx.actor).impersonationId,
      uploadedAt: ctx.occurredAt,
    },
    variants,
  );

function beginUpload(accountId: number): () => void {
  const count = running.get(accountId) ?? 0;
  if (count >= fileService().limits.maxParallelUploads) {
    throw new Refusal(
      429,
      'file.tooManyAtOnce',
      `${count} of your uploads are still running. Wait for one to finish, then send this file again.`,
      { retryAfter: 5 },
    );
  }
  running.set(accountId, count + 1);
  return () => {
    const left = (running.get(accountId) ?? 1) - 1;
    if (left > 0) running.set(accountId, left);
    else running.delete(accountId);
  };
}
