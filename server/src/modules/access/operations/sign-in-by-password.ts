import type { signInByPassword as contract } from '@portico/contracts/access/routes.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import { nowMs } from '../../../kernel/clock.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken } from '../../../kernel/crypto/crypto.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { limitKeyOf } from '../../../kernel/http/limit-key.ts';
import { limit } from '../../../kernel/http/limits.ts';
import { listOpenAccounts, resolveAddress } from '../access.reads.ts';
import { recordAttempt } from '../attempts.store.ts';
import { historyOf } from '../challenges.store.ts';
import { openSession } from '../open-session.ts';
import { listPasswordHashes } from '../passwords.store.ts';
import { verifyAny } from '../passwords.ts';
import { accountIssuer, policyFor } from '../proofs.rules.ts';
import { notingRefusals } from '../refused-attempt.ts';
import { PASSWORD_MS, settle } from '../settle.ts';

type Input = { readonly body: BodyOf<typeof contract> };
interface Prepared {
  readonly emailKey: string;
  /** The accounts whose own password it is: the same address may have others. */
  readonly accountIds: readonly number[];
}

/** One address in more accounts than this is no person any more; each costs a slow comparison. */
const MOST_ACCOUNTS = 100;

export async function preparePassword(ctx: Ctx, input: Input): Promise<Prepared> {
  const startedMs = nowMs();
  const { emailKey } = await resolveAddress(ctx.tx, input.body.email);
  const targets = (await listOpenAccounts(ctx.tx, emailKey)).slice(0, MOST_ACCOUNTS);
  return notingRefusals(
    ctx,
    () => ({ emailKey, method: 'password', accountId: targets.length === 1 ? (targets[0]?.id ?? null) : null }),
    async () => {
      const place = await spendTries(ctx, emailKey);
      const stored = await listPasswordHashes(
        ctx.tx,
        targets.map((target) => target.id),
      );
      const right = await verifyAny(
        stored.map(({ hash }) => hash),
        input.body.password,
      );
      await settle(startedMs, PASSWORD_MS);
      const owners = targets.filter((target) => stored.some(({ accountId }, index) => accountId === target.id && right[index]));
      const accountIds = owners.filter((target) => policyFor(target).methods.includes('password')).map((target) => target.id);
      // Where passwords open nothing, the answer must not tell whether this was the right one.
      if (accountIds.length === 0) throw passwordWrong();
      await ctx.http?.forgive('sign-in.passwords-here', place);
      return { emailKey, accountIds };
    },
  );
}

/** Returns the key of the narrowest limit, which a success gives back. */
async function spendTries(ctx: Ctx, emailKey: string): Promise<string> {
  const browser = ctx.http?.browserToken ? hashToken(ctx.http.browserToken) : null;
  const isTrusted = browser !== null && (await historyOf(ctx.tx, emailKey, browser)).isTrusted;
  const place = `${emailKey}|${isTrusted ? browser : limitKeyOf(ctx.ip)}`;
  await limit(ctx, 'sign-in.tries-ip', limitKeyOf(ctx.ip));
  await limit(ctx, 'sign-in.passwords-here', place);
  if (!isTrusted) await limit(ctx, 'sign-in.passwords', emailKey);
  return place;
}

export async function signInByPassword(ctx: Ctx, input: Input & { readonly prepared: Prepared }): Promise<SessionView> {
  const { emailKey, accountIds } = input.prepared;
  for (const accountId of accountIds) await recordAttempt(ctx.tx, ctx, { emailKey, method: 'password', accountId });
  return openSession(
    ctx,
    emailKey,
    accountIds.map((accountId) => ({ issuer: accountIssuer(accountId), method: 'password', subject: emailKey, at: ctx.now })),
  );
}

const passwordWrong = (): Refusal =>
  new Refusal(422, 'password.wrong', 'E-mail address and password do not match. Try again, or sign in with a code by e-mail.', {
    fields: [{ path: 'password', code: 'password.wrong', message: 'E-mail address and password do not match.' }],
  });
