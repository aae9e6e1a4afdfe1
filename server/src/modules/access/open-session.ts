import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { hashToken, randomToken } from '../../kernel/crypto/crypto.ts';
import { destinationsOf, type OpenAccount } from './destinations.rules.ts';
import { endSessions } from './end-sessions.ts';
import { type Proof, policyFor } from './proofs.rules.ts';
import { accountsOf, type SessionState, viewOf } from './session-view.ts';
import { SESSION_SECONDS } from './sessions.rules.ts';
import { addProofs, enterAccount, insertSession, listProofs, lockSession, renewSession } from './sessions.store.ts';
import { tellOfNewBrowser } from './tell-of-new-browser.ts';

/**
 * What follows a proof, whichever it was: the browser's own session learns it when it is of the same address, else a new session
 * takes its place. The token is always new, so that one planted in a browser beforehand is worth nothing. When there is only one
 * place to go, the session is there already.
 */
export async function openSession(ctx: Ctx, emailKey: string, proofs: readonly Proof[], enter?: number): Promise<SessionView> {
  const before = ctx.actor.sessionId === null ? null : await lockSession(ctx.tx, ctx.actor.sessionId, ctx.now);
  const same = before?.emailKey === emailKey ? before : null;
  if (before && !same) await endSessions(ctx, [before.id]);
  const token = randomToken();
  const id = same?.id ?? (await insertSession(ctx.tx, ctx, { tokenHash: hashToken(token), emailKey }));
  await addProofs(ctx.tx, id, proofs);
  const { accountId = null, enteredAt = null } = same ?? {};
  const session: SessionState = { emailKey, accountId, enteredAt, proofs: await listProofs(ctx.tx, id) };
  const accounts = await accountsOf(ctx, session);
  // A provider that covers no account of the address has not shown that its owner was here: nothing is remembered, nobody is frightened.
  if (accounts.length > 0) await tellOfNewBrowser(ctx, emailKey);
  if (same) await rotateToken(ctx, id, accounts, token);
  else sendToken(ctx, token, accounts);
  const goal = enter ?? onlyGoal(ctx, session, accounts);
  if (goal === null) return viewOf(ctx, session, accounts);
  await enterAccount(ctx.tx, id, goal, ctx.now);
  return viewOf(ctx, { ...session, accountId: goal, enteredAt: ctx.now });
}

function onlyGoal(ctx: Ctx, session: SessionState, accounts: readonly OpenAccount[]): number | null {
  if (session.accountId !== null) return null;
  const [only, ...others] = destinationsOf(accounts, session.proofs, null, { enteredAt: session.enteredAt, now: ctx.now });
  return only && others.length === 0 && only.missingProofs.length === 0 ? only.accountId : null;
}

/** A new token for the session: whoever knew the old one is out, and its sockets come back with the new one. */
export async function rotateToken(
  ctx: Ctx,
  sessionId: number,
  accounts: readonly OpenAccount[],
  token: string = randomToken(),
): Promise<void> {
  await renewSession(ctx.tx, sessionId, hashToken(token), ctx.now);
  ctx.services.realtime.evict({ sessionId });
  sendToken(ctx, token, accounts);
}

/** Where one of the accounts is used on shared computers, the cookie goes with the browser. */
function sendToken(ctx: Ctx, token: string, accounts: readonly OpenAccount[]): void {
  const isShared = accounts.some((account) => policyFor(account).sharedComputers);
  ctx.http?.setSession(token, isShared ? null : SESSION_SECONDS);
}
