import type { chooseAccount as contract } from '@portico/contracts/access/routes.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { rotateToken } from '../open-session.ts';
import { missingProofs, type ProofMethod } from '../proofs.rules.ts';
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
  const missing = missingProofs(account, state.proofs);
  if (missing.length > 0) throw proofMissing(missing);
  // Also cuts off the sockets of this session: they were let in as the account that is left.
  if (session.accountId !== accountId) await rotateToken(ctx, session.id);
  await enterAccount(ctx.tx, session.id, accountId, ctx.now);
  return viewOf(ctx, { ...state, accountId }, accounts);
}

const WORDS: Readonly<Record<ProofMethod, string>> = {
  'email-code': 'a code by e-mail',
  'email-link': 'the link in that mail',
  password: 'its password',
};
const proofMissing = (methods: readonly ProofMethod[]): Refusal =>
  new Refusal(
    403,
    'proof.missing',
    `To enter this account, confirm that it is yours with ${methods.map((method) => WORDS[method]).join(', or ')}.`,
    {
      fields: methods.map((method) => ({ path: 'accountId', code: method, message: WORDS[method] })),
    },
  );
