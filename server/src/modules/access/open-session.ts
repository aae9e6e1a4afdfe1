import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { hashToken, randomToken } from '../../kernel/crypto/crypto.ts';
import { destinationsOf } from './destinations.rules.ts';
import { endSessions } from './end-sessions.ts';
import type { Proof } from './proofs.rules.ts';
import { accountsOf, type SessionState, viewOf } from './session-view.ts';
import { SESSION_SECONDS } from './sessions.rules.ts';
import { addProofs, enterAccount, insertSession, listProofs, lockSession, renewSession, type SessionRow } from './sessions.store.ts';

/**
 * What follows a proof, whichever it was: the browser's own session learns it when it is of the same address, else a new session
 * takes its place. The token is always new, so that one planted in a browser beforehand is worth nothing. When there is only one
 * place to go, the session is there already.
 */
export async function openSession(ctx: Ctx, emailKey: string, proofs: readonly Proof[], enter?: number): Promise<SessionView> {
  const before = ctx.actor.sessionId === null ? null : await lockSession(ctx.tx, ctx.actor.sessionId, ctx.now);
  const same = before?.emailKey === emailKey ? before : null;
  if (before && !same) await endSessions(ctx, [before.id]);
  const id = same ? await keep(ctx, same) : await start(ctx, emailKey);
  await addProofs(ctx.tx, id, proofs);
  const session: SessionState = { emailKey, accountId: same?.accountId ?? null, proofs: await listProofs(ctx.tx, id) };
  const accounts = await accountsOf(ctx, session);
  const goal = enter ?? onlyGoal(session, accounts);
  if (goal === null) return viewOf(ctx, session, accounts);
  await enterAccount(ctx.tx, id, goal, ctx.now);
  return viewOf(ctx, { ...session, accountId: goal });
}

function onlyGoal(session: SessionState, accounts: Awaited<ReturnType<typeof accountsOf>>): number | null {
  if (session.accountId !== null) return null;
  const [only, ...others] = destinationsOf(accounts, session.proofs, null);
  return only && others.length === 0 && only.missingProofs.length === 0 ? only.accountId : null;
}

async function start(ctx: Ctx, emailKey: string): Promise<number> {
  const token = randomToken();
  ctx.http?.setSession(token, SESSION_SECONDS);
  return insertSession(ctx.tx, ctx, { tokenHash: hashToken(token), emailKey });
}

async function keep(ctx: Ctx, session: SessionRow): Promise<number> {
  await rotateToken(ctx, session.id);
  return session.id;
}

/** A new token for the session: whoever knew the old one is out, and its sockets come back with the new one. */
export async function rotateToken(ctx: Ctx, sessionId: number): Promise<void> {
  const token = randomToken();
  await renewSession(ctx.tx, sessionId, hashToken(token), ctx.now);
  ctx.services.realtime.evict({ sessionId });
  ctx.http?.setSession(token, SESSION_SECONDS);
}
