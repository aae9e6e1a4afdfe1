import type { startSignIn as contract } from '@portico/contracts/access/routes.ts';
import { LOCALES } from '@portico/contracts/accounts/shapes.ts';
import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { SignInMethod } from '@portico/contracts/sign-in-rules/shapes.ts';
import { nowMs } from '../../../kernel/clock.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken, randomDigits, randomToken } from '../../../kernel/crypto/crypto.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { limitKeyOf } from '../../../kernel/http/limit-key.ts';
import { limit } from '../../../kernel/http/limits.ts';
import { safeReturnPath } from '../../../kernel/http/return-path.ts';
import { decideAddress } from '../../contact-creation/index.ts';
import { findDomainFacts, type MailTarget, resolveAddress } from '../access.reads.ts';
import { recordAttempt } from '../attempts.store.ts';
import { historyOf, insertChallenge } from '../challenges.store.ts';
import { askedTooSoon, codeMac, RESEND_SECONDS } from '../codes.rules.ts';
import { later } from '../sessions.rules.ts';
import { START_MS, settle } from '../settle.ts';
import { type EmailLevel, LEVELS, methodsOffered, workspaceRules } from '../sign-in.rules.ts';
import { queueSignInMail } from '../sign-in-mailer.ts';

type Input = { readonly body: BodyOf<typeof contract> };
interface Prepared {
  readonly startedMs: number;
  readonly emailKey: string;
  readonly target: Target | null;
  /** Why nobody gets a mail, for the log. */
  readonly reason: string;
  readonly methods: readonly SignInMethod[];
  readonly level: EmailLevel;
  readonly sends: boolean;
}
type Target = Omit<MailTarget, 'accountId'> & { readonly accountId: number | null };
type Found = Pick<Prepared, 'target' | 'reason'>;

export async function prepareSignIn(ctx: Ctx, input: Input): Promise<Prepared> {
  const startedMs = nowMs();
  const { emailKey, targets } = await resolveAddress(ctx.tx, input.body.email);
  const domain = await findDomainFacts(ctx.tx, emailKey);
  const methods = methodsOffered(domain);
  const wanted = input.body.method ?? methods[0];
  if (input.body.method && !methods.includes(input.body.method)) throw methodOff();
  const sends = wanted === 'email';
  if (sends) await mayAsk(ctx, emailKey);
  const [known] = targets;
  const found: Found = known ? { target: known, reason: '' } : await findStranger(ctx, { email: input.body.email.trim(), emailKey, sends });
  return { startedMs, emailKey, ...found, methods, level: LEVELS[workspaceRules(domain.rules).emailLevel], sends };
}

/** Somebody nobody here knows gets a mail when a contact could be made; the address is proven first, then asked for a name. */
async function findStranger(ctx: Ctx, who: { readonly email: string; readonly emailKey: string; readonly sends: boolean }): Promise<Found> {
  if (!who.sends) return { target: null, reason: '' };
  const { outcome } = await decideAddress(ctx.tx, who.emailKey);
  if (outcome !== 'create') return { target: null, reason: outcome === 'existing' ? 'account.disabled' : 'address.unknown' };
  try {
    await limit(ctx, 'sign-in.strangers-here', limitKeyOf(ctx.ip));
    await limit(ctx, 'sign-in.strangers', 'all');
  } catch (error) {
    if (error instanceof Refusal) return { target: null, reason: error.code };
    throw error;
  }
  return { target: { accountId: null, email: who.email, name: '', locale: null }, reason: '' };
}

/** Codes are asked for in moderation, be the address known or not. */
async function mayAsk(ctx: Ctx, emailKey: string): Promise<void> {
  const browser = ctx.http?.browserToken ? hashToken(ctx.http.browserToken) : null;
  const history = browser ? await historyOf(ctx.tx, emailKey, browser) : null;
  const waited = history?.lastAskedAt ? Math.floor((Date.parse(ctx.now) - Date.parse(history.lastAskedAt)) / 1000) : RESEND_SECONDS;
  if (waited < RESEND_SECONDS) throw askedTooSoon(RESEND_SECONDS - waited);
  await limit(ctx, 'sign-in.codes-here', `${emailKey}|${history?.isTrusted ? browser : limitKeyOf(ctx.ip)}`);
  if (!history?.isTrusted) await limit(ctx, 'sign-in.codes', emailKey);
}

/** A challenge is made for every address; a mail only goes to one that somebody here has. Nothing in the answer tells which it was. */
export async function startSignIn(ctx: Ctx, input: Input & { readonly prepared: Prepared }): Promise<ReplyOf<typeof contract>> {
  const { startedMs, methods, level, sends } = input.prepared;
  const browserToken = ctx.http?.browserToken || randomToken();
  const challengeId = randomToken(16);
  const expiresAt = later(ctx.now, level.minutes * 60_000);
  if (sends) await sendCode(ctx, input, { id: challengeId, browserHash: hashToken(browserToken), expiresAt });
  ctx.http?.setBrowser(browserToken);
  ctx.afterCommit(() => settle(startedMs, START_MS));
  return { challengeId, expiresAt, resendAfter: RESEND_SECONDS, methods: [...methods], sent: sends };
}

async function sendCode(
  ctx: Ctx,
  { body, prepared }: Input & { readonly prepared: Prepared },
  challenge: { readonly id: string; readonly browserHash: string; readonly expiresAt: string },
): Promise<void> {
  const { emailKey, target, level, reason } = prepared;
  const code = randomDigits();
  const linkToken = randomToken();
  await insertChallenge(ctx.tx, {
    ...challenge,
    emailKey,
    // For an unknown address no code is right, not even one guessed by luck.
    codeHash: codeMac(ctx.services.crypto, challenge.id, target ? code : randomToken()),
    linkHash: hashToken(linkToken),
    returnPath: safeReturnPath(body.returnPath, '') || null,
    maxAttempts: level.tries,
    createdAt: ctx.now,
  });
  if (target) {
    const { accountId, email, name } = target;
    const locale = target.locale ?? LOCALES.find((known) => known === body.locale) ?? null;
    const link = level.hasLink ? `${ctx.services.config.publicUrl}/sign-in/link#${linkToken}` : null;
    const { expiresAt } = challenge;
    await queueSignInMail(ctx, { accountId, toAddress: email, name, locale, expiresAt }, { code, link, minutes: level.minutes });
  } else {
    // Nobody is told, but an administrator who is asked "why does no code arrive?" finds the reason in the log.
    await recordAttempt(ctx.tx, ctx, { emailKey, method: 'email-code', reason });
  }
}

const methodOff = (): Refusal =>
  new Refusal(403, 'signIn.methodOff', 'People with this kind of address do not sign in this way. Choose one of the other ways.');
