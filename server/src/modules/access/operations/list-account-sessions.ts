import type { listAccountSessions as contract } from '@portico/contracts/access/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { expectManaged, sessionsOf } from '../account-sessions.ts';
import { roleOf } from '../actors.ts';

export async function listAccountSessions(
  ctx: Ctx,
  { params }: Pick<InputOf<typeof contract>, 'params'>,
): Promise<ReplyOf<typeof contract, 'tech'>> {
  const person = await expectManaged(ctx, params.id);
  return { items: await sessionsOf(ctx, { id: person.id, role: roleOf(person) ?? 'contact' }) };
}
