import type { listSessions as contract } from '@portico/contracts/access/routes.ts';
import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { deviceOf } from '../sessions.rules.ts';
import { listSessionRows } from '../sessions.store.ts';

export async function listSessions(ctx: Ctx): Promise<ReplyOf<typeof contract>> {
  const rows = ctx.actor.accountId === null ? [] : await listSessionRows(ctx.tx, ctx.actor.accountId, ctx.now);
  return {
    items: rows.map(({ userAgent, ...row }) => ({ ...row, device: deviceOf(userAgent), isCurrent: row.id === ctx.actor.sessionId })),
  };
}
