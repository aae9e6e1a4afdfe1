import type { chooseAccount as contract } from '@portico/contracts/access/routes.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { endImpersonationsOf } from '../impersonations.store.ts';
import { rotateToken } from '../open-session.ts';
import { proofMissing, setUpNeeded } from '../proof-missing.ts';
import { firstMissing, missingProofs, policyFor } from '../proofs.rules.ts';
import { accountsOf, viewOf } from '../session-view.ts';
import { enterAccount, listProofs, lockSession } from '../sessions.store.ts';

/** Enters an account, or changes to another one without signing in again: only a proof its policy lacks is asked for. */
export async function chooseAccount(ctx: Ctx, input: { readonly body: BodyOf<typeof contract> }): Promise<SessionView> {
  const { accountId } = input.body;
  const session = ctx.actor.sessionId === null ? null : await lockSession(ctx.tx, ctx.actor.sessionId, ctx.now);
  if (!session) throw new Refusal(401, 'session.required', 'Your session has ended. Sign in and try again.');
  const state = { ...session, proofs: await listProofs(ctx.tx, session.id) };
  const accounts = await accountsOf(ctx, state);
  const account = accounts.find((one) => one.id === accountId);
  if (!account) throw notFound('account');
  const missing = missingProofs(
    account,
    state.proofs,
    account.id === session.accountId ? null : { enteredAt: session.enteredAt, now: ctx.now },
  );
  if (missing.length > 0 && policyFor(account).secondFactor === 'set-up' && firstMissing(account, state.proofs).length === 0)
    throw setUpNeeded();
  if (missing.length > 0) throw proofMissing(missing);
  // Also cuts off the sockets of this session: they were let in as the account that is left.
  if (session.accountId !== accountId) await endImpersonationsOf(ctx.tx, session.id, ctx.now);
  if (session.accountId !== accountId) await rotateToken(ctx, session.id, accounts);
  await enterAccount(ctx.tx, session.id, accountId, ctx.now);
  return viewOf(ctx, { ...state, accountId, enteredAt: ctx.now }, accounts);
}
