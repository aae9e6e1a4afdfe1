import type { Tech } from '@portico/contracts/techs/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { personRefs } from '../../accounts/index.ts';
import { getTechRow } from '../techs.reads.ts';

export async function getTech(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Tech> {
  const row = await getTechRow(ctx.tx, input.params.id);
  if (!row) throw notFound('tech');
  const refs = await personRefs(ctx, [row.id]);
  return { ...row, kind: 'tech', picture: refs.get(row.id)?.picture ?? null };
}
