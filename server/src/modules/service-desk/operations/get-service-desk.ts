import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { getServiceDesk as contract } from '@portico/contracts/service-desk/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { loadServiceDesk } from '../service-desk.store.ts';

/** Everything a screen needs to draw and change tickets. A restricted tech gets only the queues he works in. */
export async function getServiceDesk(ctx: Ctx): Promise<ReplyOf<typeof contract, 'tech'>> {
  const desk = await loadServiceDesk(ctx.tx);
  const { actor } = ctx;
  if (actor.kind !== 'tech' || actor.queueIds === null) return desk;
  const allowed = new Set(actor.queueIds);
  return { ...desk, queues: desk.queues.filter((queue) => allowed.has(queue.id)) };
}
