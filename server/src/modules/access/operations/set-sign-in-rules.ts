import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { setSignInRules as contract } from '@portico/contracts/sign-in-rules/routes.ts';
import type { SignInMethod } from '@portico/contracts/sign-in-rules/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { invalidField, Refusal } from '../../../kernel/errors.ts';
import { getSetting, setSetting } from '../../settings/index.ts';
import { judgeSessionsAgain } from '../judge-sessions-again.ts';
import { methodsOfStaff, SIGN_IN_RULES_KEY, workspaceRules } from '../sign-in.rules.ts';
import { listMasterMeans } from '../sign-in-rules.reads.ts';
import { getSignInRules } from './get-sign-in-rules.ts';

/** What the rules leave to sign in with is known before they hold: nobody locks the workspace, or herself, out. */
export async function setSignInRules(ctx: Ctx, { body }: { readonly body: BodyOf<typeof contract> }): Promise<ReplyOf<typeof contract>> {
  if (new Set(body.methods.map(({ method }) => method)).size < body.methods.length) {
    throw invalidField('methods', 'signIn.methodTwice', 'Name each method once.');
  }
  const before = workspaceRules(await getSetting<unknown>(ctx.tx, SIGN_IN_RULES_KEY, null));
  const unnamed = before.methods.filter(({ method }) => !body.methods.some((one) => one.method === method));
  const rules = { ...body, methods: [...body.methods, ...unnamed] };
  await refuseLockout(ctx, methodsOfStaff(rules));
  await setSetting(ctx, SIGN_IN_RULES_KEY, rules);
  await judgeSessionsAgain(ctx, null);
  return getSignInRules(ctx);
}

async function refuseLockout(ctx: Ctx, staff: readonly SignInMethod[]): Promise<void> {
  if (staff.includes('email')) return;
  const masters = await listMasterMeans(ctx.tx);
  const able = masters.filter((one) => (staff.includes('password') && one.hasPassword) || (staff.includes('passkey') && one.hasPasskey));
  if (able.length === 0) throw lockout('Nobody who administers this workspace could sign in any more.');
  if (ctx.actor.accountId !== null && !able.some(({ id }) => id === ctx.actor.accountId)) {
    throw lockout('You could not sign in any more yourself: set up one of the ways that stay for staff in your profile first.');
  }
}

const lockout = (why: string): Refusal =>
  new Refusal(422, 'signIn.lockout', `${why} Nothing was changed.`, {
    fields: [{ path: 'methods', code: 'signIn.lockout', message: why }],
  });
