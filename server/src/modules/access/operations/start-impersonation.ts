import type { startImpersonation as contract } from '@portico/contracts/access/impersonation.ts';
import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken, randomToken } from '../../../kernel/crypto/crypto.ts';
import { invalidField } from '../../../kernel/errors.ts';
import { findAccountFacts, resolveAddress } from '../access.reads.ts';
import { loadAccessSettings } from '../access.settings.ts';
import { queueAccessMail } from '../access-mailer.ts';
import { recordAttempt } from '../attempts.store.ts';
import { insertImpersonation } from '../impersonations.store.ts';
import { notingRefusals } from '../refused-attempt.ts';
import { later } from '../sessions.rules.ts';
import { type Chosen, chooseContact } from '../stand-in.ts';

type Input = { readonly body: BodyOf<typeof contract> };
interface Prepared extends Chosen {
  readonly reason: string;
  readonly endsAt: string;
  readonly tell: boolean;
}

/** The checks, before the transaction: a refused try is in the sign-in log as well. */
export async function prepareImpersonation(ctx: Ctx, { body }: Input): Promise<Prepared> {
  const reason = body.reason.trim();
  if (reason === '') throw invalidField('reason', 'needed', 'Say why: the reason is kept beside what you do.');
  const { impersonation } = await loadAccessSettings(ctx.tx);
  const endsAt = later(ctx.now, impersonation.minutes * 60_000);
  const person = await findAccountFacts(ctx.tx, body.contactId);
  const by = { accountId: ctx.actor.accountId ?? 0, note: reason };
  const chosen = await notingRefusals(
    ctx,
    () => ({ emailKey: person?.emailKey ?? '', method: 'impersonation', accountId: person?.id ?? null, by }),
    () => chooseContact(ctx, body.contactId, { endsAt, readOnly: body.readOnly ?? false }),
  );
  return { ...chosen, reason, endsAt, tell: impersonation.tell === 'mail' };
}

/**
 * Opens the client portal as a contact, below a path of its own: the cookie is seen by that path only and is worth nothing without the
 * administrator's session, which stays untouched.
 */
export async function startImpersonation(
  ctx: Ctx,
  { body, prepared }: Input & { readonly prepared: Prepared },
): Promise<ReplyOf<typeof contract>> {
  const { facts, staff, reason, endsAt, tell } = prepared;
  const readOnly = body.readOnly ?? false;
  const token = randomToken();
  const id = await insertImpersonation(ctx.tx, {
    tokenHash: hashToken(token),
    staffId: staff.accountId,
    sessionId: staff.sessionId,
    contactId: facts.id,
    reason,
    readOnly,
    startedAt: ctx.now,
    expiresAt: endsAt,
  });
  const by = { accountId: staff.accountId, note: reason };
  await recordAttempt(ctx.tx, ctx, { emailKey: facts.emailKey ?? '', method: 'impersonation', accountId: facts.id, by });
  await ctx.emit({ name: 'contact.impersonated', entity: { kind: 'contact', id: facts.id }, payload: { impersonationId: id, readOnly } });
  if (tell) await tellContact(ctx, prepared, id, readOnly);
  ctx.http?.setPlace(id, token, Math.ceil((Date.parse(endsAt) - Date.parse(ctx.now)) / 1000));
  return { id, path: `/as/${id}/portal`, endsAt };
}

async function tellContact(ctx: Ctx, { facts, staffName, endsAt }: Prepared, id: number, readOnly: boolean): Promise<void> {
  const person = (await resolveAddress(ctx.tx, facts.emailKey ?? '')).targets.find((one) => one.accountId === facts.id);
  if (!person) return;
  const { accountId, email, name, locale } = person;
  const about = { at: ctx.now, by: staffName, until: endsAt, readOnly, key: String(id) };
  await queueAccessMail(ctx, { kind: 'impersonated', accountId, toAddress: email, name, locale, ...about });
}
