import type { setMyPassword as contract } from '@portico/contracts/accounts/routes.ts';
import type { Profile } from '@portico/contracts/accounts/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { limit } from '../../../kernel/http/limits.ts';
import { getProfile } from '../../accounts/index.ts';
import { findSessionAccount } from '../access.reads.ts';
import { changePassword } from '../change-password.ts';
import { findPasswordHash } from '../passwords.store.ts';
import { checkPasswordStrength, hashPassword, verifyPassword } from '../passwords.ts';
import { provenByMailSince } from '../proofs.rules.ts';
import { accountToEquip } from '../second-factor.check.ts';
import { later } from '../sessions.rules.ts';
import { listProofs } from '../sessions.store.ts';

type Input = { readonly body: BodyOf<typeof contract> };
const FRESH_MINUTES = 15;

export async function prepareMyPassword(ctx: Ctx, input: Input): Promise<string> {
  const account = ctx.actor.accountId === null ? null : await findSessionAccount(ctx.tx, ctx.actor.accountId);
  if (!account) throw notFound('account');
  await expectOwner(ctx, account, input.body.current);
  checkPasswordStrength(input.body.password, [account.name, account.email, account.companyName]);
  return hashPassword(input.body.password);
}

/** An open browser is not proof enough to change how one gets in. */
async function expectOwner(
  ctx: Ctx,
  account: { readonly id: number; readonly emailKey: string | null },
  current: string | undefined,
): Promise<void> {
  const stored = await findPasswordHash(ctx.tx, account.id);
  if (stored === null) {
    // The first one too: it opens the account for good, from anywhere.
    await accountToEquip(ctx, account.id, undefined);
    return;
  }
  if (current !== undefined) {
    await limit(ctx, 'me.password', String(account.id));
    if (await verifyPassword(stored, current)) return;
    throw refusal('password.wrong', 'This is not your current password. Nothing was changed.');
  }
  const proofs = ctx.actor.sessionId === null ? [] : await listProofs(ctx.tx, ctx.actor.sessionId);
  if (provenByMailSince(account.emailKey, proofs, later(ctx.now, -FRESH_MINUTES * 60_000))) return;
  throw refusal('password.currentNeeded', 'Enter your current password, or sign in again with a code by e-mail and then set a new one.');
}

const refusal = (code: string, message: string): Refusal =>
  new Refusal(422, code, message, { fields: [{ path: 'current', code, message }] });

export async function setMyPassword(ctx: Ctx, input: Input & { readonly prepared: string }): Promise<Profile> {
  if (ctx.actor.accountId === null) throw notFound('account');
  await changePassword(ctx, ctx.actor.accountId, input.prepared);
  return getProfile(ctx);
}
