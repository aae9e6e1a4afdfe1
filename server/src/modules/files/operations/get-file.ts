import type * as contract from '@portico/contracts/files/routes.ts';
import type { FileView } from '@portico/contracts/files/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { OperationInput } from '../../../kernel/module.ts';
import { getReadableFile } from '../files.reading.ts';
import { fileView, viewerOf } from '../files.views.ts';

/** Name, size, kind and fresh links. */
export async function getFile(ctx: Ctx, { params }: OperationInput<typeof contract.get>): Promise<FileView> {
  return fileView(await getReadableFile(ctx, params.id), viewerOf(ctx.actor));
}
