import type { startSignIn as contract } from '@portico/contracts/access/routes.ts';
import { LOCALES } from '@portico/contracts/accounts/shapes.ts';
import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import { nowMs } from '../../../kernel/clock.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken, randomDigits, randomToken } from '../../../kernel/crypto/crypto.ts';
import { limit } from '../../../kernel/http/limits.ts';
import { safeReturnPath } from '../../../kernel/http/return-path.ts';
import { type MailTarget, resolveAddress } from '../access.reads.ts';
import { historyOf, insertChallenge } from '../challenges.store.ts';
import { askedTooSoon, CODE_MINUTES, codeMac, RESEND_SECONDS } from '../codes.rules.ts';
import { later } from '../sessions.rules.ts';
import { START_MS, settle } from '../settle.ts';
import { queueSignInMail } from '../sign-in-mailer.ts';

type Input = { readonly body: BodyOf<typeof contract> };
interface Prepared {
  readonly startedMs: number;
  readonly emailKey: string;
  readonly target: MailTarget | null;
}

export async function prepareSignIn(ctx: Ctx, input: Input): Promise<Prepared> {
  const startedMs = nowMs();
  const { emailKey, targets } = await resolveAddress(ctx.tx, input.body.email);
  const browser = ctx.http?.browserToken ? hashToken(ctx.http.browserToken) : null;
  const history = browser ? await historyOf(ctx.tx, emailKey, browser) : null;
  const waited = history?.lastAskedAt ? Math.floor((Date.parse(ctx.now) - Date.parse(history.lastAskedAt)) / 1000) : RESEND_SECONDS;
  if (waited < RESEND_SECONDS) throw askedTooSoon(RESEND_SECONDS - waited);
  await limit(ctx, 'sign-in.codes-here', `${emailKey}|${history?.isTrusted ? browser : ctx.ip}`);
  if (!history?.isTrusted) await limit(ctx, 'sign-in.codes', emailKey);
  return { startedMs, emailKey, target: targets[0] ?? null };
}

/** A challenge is made for every address; a mail only goes to one that somebody here has. Nothing in the answer tells which it was. */
export async function startSignIn(ctx: Ctx, input: Input & { readonly prepared: Prepared }): Promise<ReplyOf<typeof contract>> {
  const { startedMs, emailKey, target } = input.prepared;
  const browserToken = ctx.http?.browserToken || randomToken();
  const challengeId = randomToken(16);
  const code = randomDigits();
  const linkToken = randomToken();
  const expiresAt = later(ctx.now, CODE_MINUTES * 60_000);
  await insertChallenge(ctx.tx, {
    id: challengeId,
    emailKey,
    // For an unknown address no code is right, not even one guessed by luck.
    codeHash: codeMac(ctx.services.crypto, challengeId, target ? code : randomToken()),
    linkHash: hashToken(linkToken),
    returnPath: safeReturnPath(input.body.returnPath, '') || null,
    browserHash: hashToken(browserToken),
    createdAt: ctx.now,
    expiresAt,
  });
  if (target) {
    const { accountId, email, name } = target;
    const locale = target.locale ?? LOCALES.find((known) => known === input.body.locale) ?? null;
    const link = `${ctx.services.config.publicUrl}/sign-in/link#${linkToken}`;
    await queueSignInMail(ctx, { accountId, toAddress: email, name, locale, expiresAt }, { code, link });
  }
  ctx.http?.setBrowser(browserToken);
  ctx.afterCommit(() => settle(startedMs, START_MS));
  return { challengeId, expiresAt, resendAfter: RESEND_SECONDS };
}
