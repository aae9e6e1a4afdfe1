import type { rows } from '@portico/contracts/contact-imports/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listImportRows } from '../contact-imports.reads.ts';
import { requireImport } from '../import-access.ts';

export async function listRows(ctx: Ctx, input: Pick<InputOf<typeof rows>, 'params' | 'query'>): Promise<ReplyOf<typeof rows>> {
  await requireImport(ctx, input.params.id);
  const { verdict, limit, cursor, count } = input.query;
  return listImportRows(ctx.tx, input.params.id, { verdict, limit: limit ?? 25, cursor, count: count ?? false });
}
