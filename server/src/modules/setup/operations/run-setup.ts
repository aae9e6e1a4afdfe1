import type { runSetup as contract } from '@portico/contracts/access/routes.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { systemActor } from '../../../kernel/events/operations.ts';
import { limitKeyOf } from '../../../kernel/http/limit-key.ts';
import { limit } from '../../../kernel/http/limits.ts';
import {
  accountIssuer,
  changePassword,
  checkPasswordStrength,
  hashPassword,
  hasMasterAdmin,
  openSession,
  recordAttempt,
} from '../../access/index.ts';
import { checkTimeZone, cleanName } from '../../accounts/index.ts';
import { setSetting } from '../../settings/index.ts';
import { createTech } from '../../techs/index.ts';
import { createDefaultDesk } from '../default-desk.ts';
import { isSetupToken, takeSetupToken } from '../setup-token.ts';

/** The key under which `system` keeps name and look of the workspace. */
const WORKSPACE_KEY = 'workspace';
type Input = { readonly body: BodyOf<typeof contract> };

/** The hash of the password, or null when none was chosen. */
export async function prepareSetup(ctx: Ctx, { body }: Input): Promise<string | null> {
  await limit(ctx, 'sign-in.tries-ip', limitKeyOf(ctx.ip));
  if (await hasMasterAdmin(ctx.tx)) throw setupDone();
  if (!(await isSetupToken(ctx.tx, body.token))) {
    await recordAttempt(ctx.tx, ctx, { emailKey: body.email.toLowerCase(), method: 'setup', reason: 'setup.wrongToken' });
    throw wrongToken();
  }
  checkTimeZone(body.timeZone);
  if (body.password === undefined) return null;
  checkPasswordStrength(body.password, [body.name, body.email, body.workspaceName]);
  return hashPassword(body.password);
}

/** Everything or nothing, once: the token is taken first, and whoever comes second finds it gone. */
export async function runSetup(ctx: Ctx, { body, prepared: hash }: Input & { readonly prepared: string | null }): Promise<SessionView> {
  if (!(await takeSetupToken(ctx.tx)) || (await hasMasterAdmin(ctx.tx))) throw setupDone();
  const system: Ctx = { ...ctx, actor: systemActor('set-up', 'command') };
  const { timeZone, brandColor } = body;
  const look = { ...(brandColor === undefined ? {} : { brandColor }), ...(timeZone === undefined ? {} : { timeZone }) };
  await setSetting(system, WORKSPACE_KEY, { name: cleanName(body.workspaceName), ...look });
  await createDefaultDesk(system);
  const admin = await createTech(system, { body: { name: cleanName(body.name), email: body.email, role: 'master-admin' } });
  if (hash !== null) await changePassword(system, admin.id, hash);
  const emailKey = body.email.toLowerCase();
  await recordAttempt(ctx.tx, ctx, { emailKey, method: 'setup', accountId: admin.id });
  // Whoever could read the token on the server's own screen needs no mail to be believed, for this one account.
  const proof = {
    issuer: accountIssuer(admin.id),
    method: hash === null ? 'email-link' : 'password',
    subject: emailKey,
    at: ctx.now,
  } as const;
  return openSession(ctx, emailKey, [proof], admin.id);
}

const setupDone = (): Refusal => new Refusal(409, 'setup.done', 'This workspace is set up already. Sign in to change it.');
const wrongToken = (): Refusal =>
  new Refusal(422, 'setup.wrongToken', 'This is not the set-up token. The server printed it when it started; a restart prints a new one.', {
    fields: [{ path: 'token', code: 'setup.wrongToken', message: 'Copy the token from the output of the last start.' }],
  });
