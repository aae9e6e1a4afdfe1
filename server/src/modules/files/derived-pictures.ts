import { Readable } from 'node:stream';
import type { Ctx } from '../../kernel/context.ts';
import type { DerivedPicture } from '../../kernel/files/pictures.ts';
import { fileService } from '../../kernel/files/service.ts';
import { discardBytes } from './files.linking.ts';
import type { NewVariant, VariantName } from './files.schema.ts';
import { insertFile } from './files.store.ts';

/** Puts pictures we encoded into the store; all of them or none. Before the transaction: bytes are slow. */
export async function storePictures(shape: 'w' | 'p', pictures: readonly DerivedPicture[]): Promise<NewVariant[]> {
  const stored: NewVariant[] = [];
  try {
    for (const { edge, width, height, bytes } of pictures) {
      const { key, size } = await fileService().storage.put(Readable.from([bytes]), {
        maxBytes: bytes.length,
        expectedBytes: bytes.length,
      });
      stored.push({ variant: `${shape}${edge}` as VariantName, storageKey: key, size, width, height });
    }
    return stored;
  } catch (error) {
    await discardBytes(stored.map((variant) => variant.storageKey));
    throw error;
  }
}

/** A person's picture whose bytes are stored, ready to be recorded. */
export interface KeptPicture {
  readonly sha256: string;
  readonly variants: readonly NewVariant[];
}

/** In `prepare`, after `makePicture`: @example keepPicture(await makePicture(input.stream, { announcedBytes: input.contentLength })) */
export async function keepPicture(made: { readonly sizes: readonly DerivedPicture[]; readonly sha256: string }): Promise<KeptPicture> {
  return { sha256: made.sha256, variants: await storePictures('p', made.sizes) };
}

/**
 * In the transaction: records the picture of an account and returns its file id for `accounts.picture_file_id`. The picture that was
 * there before is removed with `removeFiles`. The original upload is not kept: its metadata would be.
 */
export async function recordPicture(ctx: Pick<Ctx, 'tx' | 'now' | 'actor'>, accountId: number, picture: KeptPicture): Promise<number> {
  const [largest, ...others] = [...picture.variants].sort((a, b) => b.width - a.width);
  const row = await insertFile(
    ctx.tx,
    {
      storageKey: largest!.storageKey, // shared with the variant of that size: deleting bytes twice is fine
      size: largest!.size,
      sha256: picture.sha256,
      name: 'picture.webp',
      kind: 'image',
      mediaType: 'image/webp',
      width: largest!.width,
      height: largest!.height,
      uploadedBy: ctx.actor.accountId,
      uploadedAt: ctx.now,
      ownerKind: 'picture',
      ownerId: accountId,
      linkedAt: ctx.now,
    },
    [largest!, ...others],
  );
  return row.id;
}
