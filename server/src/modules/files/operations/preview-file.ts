import { buffer } from 'node:stream/consumers';
import type * as contract from '@portico/contracts/files/routes.ts';
import type { TextPreview } from '@portico/contracts/files/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { fileService } from '../../../kernel/files/service.ts';
import { decodeText } from '../../../kernel/files/text.ts';
import type { OperationInput } from '../../../kernel/module.ts';
import { getReadableFile } from '../files.reading.ts';
import { PREVIEW_BYTES } from '../files.rules.ts';

/** The start of a text as JSON: whatever is in it, a browser shows it and runs nothing. */
export async function previewFile(ctx: Ctx, { params }: OperationInput<typeof contract.preview>): Promise<TextPreview> {
  const file = await getReadableFile(ctx, params.id);
  if (file.kind !== 'text' || !file.textEncoding) {
    throw new Refusal(422, 'file.noPreview', 'Only text and code have a text preview. Download this file to open it.');
  }
  const body = await fileService().storage.get(file.storageKey, { start: 0, end: Math.min(PREVIEW_BYTES, file.size) - 1 });
  if (!body) throw notFound('file');
  return {
    name: file.name,
    text: decodeText(await buffer(body), file.textEncoding),
    encoding: file.textEncoding,
    truncated: file.size > PREVIEW_BYTES,
    size: file.size,
  };
}
