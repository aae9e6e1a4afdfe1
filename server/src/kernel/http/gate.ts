import { type Actor, isImpersonated, TECH_ROLES } from '@portico/contracts/access/actor.ts';
import type { Audience, Permission, RouteContract } from '@portico/contracts/kernel/route.ts';
import { forbidden, Refusal } from '../errors.ts';
import type { SessionEnd } from './authenticate.ts';

/** Same words as an address that does not exist: a contact must not learn which routes staff have. */
export const noSuchAddress = (): Refusal => new Refusal(404, 'route.notFound', 'There is nothing at this address, or you may not see it.');
const ENDED: Readonly<Record<SessionEnd, string>> = {
  idle: 'Your session ended because it was not used for a while. Sign in again.',
  'too-long': 'You were signed in for as long as your workspace allows. Sign in again.',
  ended: 'This session was ended in another place. Sign in again.',
  'by-admin': 'An administrator ended this session. Sign in again.',
  password: 'This session ended because the password was changed. Sign in again.',
  impersonation: 'Looking at the portal as this contact has ended. Nothing was changed; close this tab.',
};
/** Who presents a session that was good once is told why it is over; it is nobody else's to present. */
const signInFirst = (ended?: SessionEnd): Refusal =>
  ended
    ? new Refusal(401, 'session.required', ENDED[ended], { fields: [{ path: 'session', code: `session.${ended}`, message: ENDED[ended] }] })
    : new Refusal(401, 'session.required', 'You are not signed in, or your session has ended. Sign in and try again.');

const leastRole: Partial<Record<Permission, (typeof TECH_ROLES)[number]>> = {
  tech: 'streamline',
  advanced: 'advanced',
  admin: 'admin',
  'master-admin': 'master-admin',
};

/** The coarse check before an operation runs: throws 401, 404 or 403, or returns the audience whose reply will be written. */
export function admit(contract: RouteContract, actor: Actor, ended?: SessionEnd): Audience {
  admitPermission(contract.permission, actor, ended);
  if (ended === 'impersonation' && contract.tx === 'write') throw signInFirst(ended);
  admitScope(contract, actor);
  admitImpersonated(contract, actor);
  return replyAudience(contract, actor, ended);
}

function admitPermission(permission: Permission, actor: Actor, ended?: SessionEnd): void {
  if (permission === 'public') return;
  // Who stands in for a contact has no session of that contact; what he may do is asked below.
  if (permission === 'proven' && (actor.sessionId !== null || isImpersonated(actor))) return;
  if (actor.kind === 'system') return;
  if (actor.kind === 'anonymous') throw signInFirst(ended);
  if (permission === 'signed-in') return;
  if (permission === 'proven') throw signInFirst();
  if (permission === 'contact') {
    if (actor.kind !== 'contact') throw noSuchAddress();
    return;
  }
  if (actor.kind !== 'tech') throw noSuchAddress();
  const least = leastRole[permission];
  if (!least || TECH_ROLES.indexOf(actor.role) < TECH_ROLES.indexOf(least)) {
    throw forbidden('role.tooLow', `This needs the role "${permission.replace('-', ' ')}". Ask an administrator of your workspace.`);
  }
}

function admitScope(contract: RouteContract, actor: Actor): void {
  if (actor.scopes === null) return;
  if (contract.scope === null) throw forbidden('key.notAllowed', 'This cannot be done with an API key. Sign in with a browser instead.');
  if (!actor.scopes.includes('*') && !actor.scopes.includes(contract.scope)) {
    throw forbidden('key.scope', `This API key lacks the scope "${contract.scope}".`);
  }
}

/** While staff stands in for a contact: nothing of the account itself, and no writes at all when it is read-only. */
function admitImpersonated({ whenImpersonated, scope, tx }: RouteContract, actor: Actor): void {
  if (actor.kind !== 'contact' || !actor.impersonation || whenImpersonated === 'allowed') return;
  if (scope === null || (tx === 'write' && !STAND_IN_WRITES.includes(scope))) {
    throw forbidden('impersonation.notAllowed', 'This belongs to the contact alone and cannot be done in his name. Nothing was changed.');
  }
  if (tx === 'write' && actor.impersonation.readOnly) {
    throw forbidden('impersonation.readOnly', 'You only look at the portal as this contact. Nothing was changed.');
  }
}
const STAND_IN_WRITES: readonly string[] = ['tickets:write', 'files:write'];

function replyAudience(contract: RouteContract, actor: Actor, ended?: SessionEnd): Audience {
  if (contract.reply[actor.audience]) return actor.audience;
  if (contract.reply.anyone) return 'anyone';
  throw actor.kind === 'anonymous' && contract.permission !== 'public' ? signInFirst(ended) : noSuchAddress();
}
