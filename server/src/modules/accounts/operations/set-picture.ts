import type { Ctx } from '../../../kernel/context.ts';
import type { UploadInput } from '../../../kernel/http/upload-input.ts';
import type { KeptPicture } from '../../files/index.ts';
import { expectMaySetPicture } from '../picture-rights.ts';
import { changePicture, type PictureAnswer, readPicture } from '../picture-upload.ts';

interface Target {
  readonly params: { readonly id: number };
}

/** Rights first: who may not change a picture need not upload one. */
export async function preparePicture(ctx: Ctx, input: UploadInput & Target): Promise<KeptPicture> {
  await expectMaySetPicture(ctx, input.params.id);
  return readPicture(input);
}

export async function setPicture(ctx: Ctx, input: Target & { readonly prepared: KeptPicture }): Promise<PictureAnswer> {
  await expectMaySetPicture(ctx, input.params.id);
  return changePicture(ctx, input.params.id, input.prepared);
}
