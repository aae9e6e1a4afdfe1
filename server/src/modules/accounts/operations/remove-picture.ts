import type { Ctx } from '../../../kernel/context.ts';
import { expectMaySetPicture } from '../picture-rights.ts';
import { changePicture, type PictureAnswer } from '../picture-upload.ts';

export async function removePicture(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<PictureAnswer> {
  await expectMaySetPicture(ctx, input.params.id);
  return changePicture(ctx, input.params.id, null);
}
