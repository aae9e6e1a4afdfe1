import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { listJobs as contract } from '@portico/contracts/system/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';

export async function listJobs(ctx: Ctx, input: InputOf<typeof contract>): Promise<ReplyOf<typeof contract, 'tech'>> {
  const { state, name, limit, cursor } = input.query;
  const { jobs } = ctx.services;
  const page = await jobs.listJobs(ctx.tx, {
    limit: limit ?? 25,
    ...(state ? { state } : {}),
    ...(name ? { name } : {}),
    cursor: cursor ?? null,
  });
  const queues = await jobs.queueStats(ctx.tx);
  return { items: [...page.items], next: page.next, queues: queues.map(({ oldestWaitingAt: _oldest, ...counts }) => counts) };
}
