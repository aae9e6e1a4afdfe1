import type { listSessions as contract } from '@portico/contracts/access/routes.ts';
import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { sessionsOf } from '../account-sessions.ts';

export async function listSessions(ctx: Ctx): Promise<ReplyOf<typeof contract>> {
  const { actor } = ctx;
  if (actor.kind !== 'contact' && actor.kind !== 'tech') return { items: [] };
  return { items: await sessionsOf(ctx, { id: actor.accountId, role: actor.kind === 'contact' ? 'contact' : actor.role }) };
}
