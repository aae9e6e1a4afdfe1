import type * as contract from '@portico/contracts/files/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { forbidden } from '../../../kernel/errors.ts';
import type { OperationInput } from '../../../kernel/module.ts';
import { removeFiles } from '../files.linking.ts';
import { getReadableFile } from '../files.reading.ts';

/** Takes back one's own upload while it waits. */
export async function deleteFile(ctx: Ctx, { params }: OperationInput<typeof contract.remove>): Promise<Record<string, never>> {
  const file = await getReadableFile(ctx, params.id); // a waiting file is readable by its uploader alone
  if (file.ownerKind !== null) {
    throw forbidden('file.linked', 'This file belongs to something already. Remove it where it is attached.');
  }
  await removeFiles(ctx, [file.id]);
  return {};
}
