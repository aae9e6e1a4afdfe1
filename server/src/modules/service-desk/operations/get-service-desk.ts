import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { getServiceDesk as contract } from '@portico/contracts/service-desk/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { loadServiceDesk } from '../service-desk.store.ts';

/** Everything a screen needs to draw and change tickets. A restricted tech gets only the queues and categories he works in. */
export async function getServiceDesk(ctx: Ctx): Promise<ReplyOf<typeof contract, 'tech'>> {
  const desk = await loadServiceDesk(ctx.tx);
  const { actor } = ctx;
  if (actor.kind !== 'tech') return desk;
  const among = <T extends { readonly id: number }>(rows: T[], ids: readonly number[] | null): T[] =>
    ids === null ? rows : rows.filter((row) => ids.includes(row.id));
  return { ...desk, queues: among(desk.queues, actor.queueIds), categories: among(desk.categories, actor.categoryIds) };
}
