import type { Ctx } from '../../kernel/context.ts';
import { notFound } from '../../kernel/errors.ts';
import { mayReadFile } from './files.policy.ts';
import type { FileRow } from './files.schema.ts';
import { findFile } from './files.store.ts';

/** The file, or the same 404 for one that does not exist and one that is not for this actor. */
export async function getReadableFile(ctx: Pick<Ctx, 'tx' | 'actor'>, id: number): Promise<FileRow> {
  const file = await findFile(ctx.tx, id);
  if (!file || !(await mayReadFile(ctx.tx, ctx.actor, file))) throw notFound('file');
  return file;
}
