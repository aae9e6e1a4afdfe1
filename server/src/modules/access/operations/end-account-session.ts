import type { endAccountSession as contract } from '@portico/contracts/access/routes.ts';
import type { ParamsOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectManaged } from '../account-sessions.ts';
import { endSessions } from '../end-sessions.ts';
import { lockSession } from '../sessions.store.ts';

/** Ends one session of somebody else; of two administrators who do it at once, the second finds it gone. */
export async function endAccountSession(
  ctx: Ctx,
  { params }: { readonly params: ParamsOf<typeof contract> },
): Promise<Record<string, never>> {
  const person = await expectManaged(ctx, params.id);
  const session = await lockSession(ctx.tx, params.sessionId, ctx.now);
  if (session?.accountId !== person.id) throw notFound('session');
  await endSessions(ctx, [session.id], 'by-admin');
  return {};
}
