import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { UploadInput } from '../../../kernel/http/upload-input.ts';
import type { KeptPicture } from '../../files/index.ts';
import { changePicture, type PictureAnswer, readPicture } from '../picture-upload.ts';

export const prepareMyPicture = (_ctx: Ctx, input: UploadInput): Promise<KeptPicture> => readPicture(input);

export async function setMyPicture(ctx: Ctx, input: { readonly prepared: KeptPicture }): Promise<PictureAnswer> {
  if (ctx.actor.accountId === null) throw notFound('account');
  return changePicture(ctx, ctx.actor.accountId, input.prepared);
}
