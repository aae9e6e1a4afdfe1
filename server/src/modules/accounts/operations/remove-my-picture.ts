import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { changePicture, type PictureAnswer } from '../picture-upload.ts';

export async function removeMyPicture(ctx: Ctx): Promise<PictureAnswer> {
  if (ctx.actor.accountId === null) throw notFound('account');
  return changePicture(ctx, ctx.actor.accountId, null);
}
