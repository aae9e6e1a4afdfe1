import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { exports } from '@portico/contracts/personal-data/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { countExports, listExportRows } from '../personal-data.reads.ts';
import { exportViews, requirePerson } from '../who.ts';

export async function listExports(ctx: Ctx, input: InputOf<typeof exports>): Promise<ReplyOf<typeof exports>> {
  const { id } = await requirePerson(ctx, input.params.id);
  const { limit, cursor, count } = input.query;
  const page = await listExportRows(ctx.tx, id, { limit: limit ?? 25, cursor });
  const rows = page.items.map((item) => item.row);
  const reply = { items: await exportViews(ctx, rows), next: page.next };
  return count ? { ...reply, total: await countExports(ctx.tx, id) } : reply;
}
