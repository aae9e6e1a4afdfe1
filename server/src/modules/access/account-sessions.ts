import type { SessionRole } from '@portico/contracts/access/settings.ts';
import type { SessionItem } from '@portico/contracts/access/shapes.ts';
import type { Static } from 'typebox';
import type { Ctx } from '../../kernel/context.ts';
import { forbidden, notFound } from '../../kernel/errors.ts';
import { mayManageSessions, mayReadPerson } from './access.policy.ts';
import { type AccountFacts, findAccountFacts } from './access.reads.ts';
import { loadAccessSettings } from './access.settings.ts';
import { deviceOf } from './sessions.rules.ts';
import { listSessionRows } from './sessions.store.ts';

/** Where an account is signed in, newest first. */
export async function sessionsOf(
  ctx: Ctx,
  account: { readonly id: number; readonly role: SessionRole },
): Promise<Static<typeof SessionItem>[]> {
  const limit = (await loadAccessSettings(ctx.tx)).sessions[account.role];
  const rows = await listSessionRows(ctx.tx, account.id, limit, ctx.now);
  return rows.map(({ userAgent, ...row }) => ({ ...row, device: deviceOf(userAgent), isCurrent: row.id === ctx.actor.sessionId }));
}

/** The person whose sessions an administrator asks for: contacts he may see; techs are for master administrators. */
export async function expectManaged(ctx: Ctx, accountId: number): Promise<AccountFacts> {
  const facts = await findAccountFacts(ctx.tx, accountId);
  if (!facts || !mayReadPerson(ctx.actor, facts)) throw notFound('account');
  if (!mayManageSessions(ctx.actor, facts)) {
    throw forbidden('sessions.notAllowed', 'Where colleagues are signed in is for master administrators.');
  }
  return facts;
}
