import type { createMyContact as contract } from '@portico/contracts/access/routes.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import { LOCALES } from '@portico/contracts/accounts/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { forbidden, Refusal } from '../../../kernel/errors.ts';
import { at, systemActor } from '../../../kernel/events/operations.ts';
import { cleanName } from '../../accounts/index.ts';
import { decideAddress, lockContactCreation } from '../../contact-creation/index.ts';
import { createContact } from '../../contacts/index.ts';
import { rotateToken } from '../open-session.ts';
import { missingProofs, provenByMail } from '../proofs.rules.ts';
import { accountsOf, viewOf } from '../session-view.ts';
import { enterAccount, listProofs, lockSession } from '../sessions.store.ts';

/** Makes a contact of an address that its holder has proven, where the rules say so, and enters it. A second call finds the first one's contact. */
export async function createMyContact(ctx: Ctx, input: { readonly body: BodyOf<typeof contract> }): Promise<SessionView> {
  const session = ctx.actor.sessionId === null ? null : await lockSession(ctx.tx, ctx.actor.sessionId, ctx.now);
  if (!session) throw new Refusal(401, 'session.required', 'Your session has ended. Sign in and try again.');
  const state = { ...session, proofs: await listProofs(ctx.tx, session.id) };
  if (session.accountId !== null || !provenByMail(session.emailKey, state.proofs)) throw notOffered();
  await lockContactCreation(ctx.tx);
  const { outcome, company } = await decideAddress(ctx.tx, session.emailKey);
  if (outcome === 'create' && company) await make(ctx, session.emailKey, company.id, input.body);
  const accounts = await accountsOf(ctx, state);
  const [mine, ...others] = accounts;
  if (!mine) throw notOffered();
  const missing = missingProofs(mine, state.proofs, { enteredAt: session.enteredAt, now: ctx.now });
  if (others.length > 0 || missing.length > 0) return viewOf(ctx, state, accounts);
  await rotateToken(ctx, session.id, accounts);
  await enterAccount(ctx.tx, session.id, mine.id, ctx.now);
  return viewOf(ctx, { ...state, accountId: mine.id, enteredAt: ctx.now }, accounts);
}

async function make(ctx: Ctx, email: string, companyId: number, { name, phone, locale }: BodyOf<typeof contract>): Promise<void> {
  const asServer = at(ctx, { occurredAt: ctx.occurredAt, actor: systemActor('first sign-in') });
  const known = LOCALES.find((one) => one === locale);
  await createContact(asServer, {
    body: { companyId, email, name: cleanName(name), phone: phone?.trim() || null, ...(known ? { locale: known } : {}) },
  });
}

const notOffered = (): Refusal =>
  forbidden('contactCreation.notOffered', 'No account can be made for this e-mail address. Ask your support team to let you in.');
