import type { PictureReply } from '@portico/contracts/accounts/shapes.ts';
import type { Static } from 'typebox';
import type { Ctx } from '../../kernel/context.ts';
import { notFound } from '../../kernel/errors.ts';
import { makePicture } from '../../kernel/files/pictures.ts';
import type { UploadInput } from '../../kernel/http/upload-input.ts';
import { type KeptPicture, keepPicture, pictureLink, recordPicture, removeFiles, viewerOf } from '../files/index.ts';
import { lockAccount, setPictureFile } from './accounts.store.ts';

export type PictureAnswer = Static<typeof PictureReply>;

/** Judges, cuts and stores an upload before the transaction: decoding takes longer than a connection should be held. */
export const readPicture = async (upload: Pick<UploadInput, 'stream' | 'contentLength'>): Promise<KeptPicture> =>
  keepPicture(await makePicture(upload.stream, { announcedBytes: upload.contentLength }));

/** Puts a picture (or none) on an account, drops the one before, and lets every open screen know. */
export async function changePicture(ctx: Ctx, accountId: number, picture: KeptPicture | null): Promise<PictureAnswer> {
  const before = await lockAccount(ctx.tx, accountId);
  if (!before) throw notFound('account');
  const viewer = viewerOf(ctx.actor);
  if (picture === null && before.pictureFileId === null) return { picture: null, version: before.version };
  const fileId = picture ? await recordPicture(ctx, accountId, picture) : null;
  const version = await setPictureFile(ctx.tx, before, fileId, ctx.now);
  if (before.pictureFileId !== null) await removeFiles(ctx, [before.pictureFileId]);
  await ctx.emit({
    name: 'account.changed',
    entity: { kind: 'account', id: accountId, version },
    payload: { kind: before.kind, companyId: before.companyId },
    changes: { pictureFileId: [before.pictureFileId, fileId] },
  });
  return { picture: pictureLink(fileId, viewer), version };
}
