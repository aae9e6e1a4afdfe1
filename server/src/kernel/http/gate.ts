import { type Actor, TECH_ROLES } from '@portico/contracts/access/actor.ts';
import type { Audience, Permission, RouteContract } from '@portico/contracts/kernel/route.ts';
import { forbidden, Refusal } from '../errors.ts';

/** Same words as an address that does not exist: a contact must not learn which routes staff have. */
export const noSuchAddress = (): Refusal => new Refusal(404, 'route.notFound', 'There is nothing at this address, or you may not see it.');
const signInFirst = (): Refusal =>
  new Refusal(401, 'session.required', 'You are not signed in, or your session has ended. Sign in and try again.');

const leastRole: Partial<Record<Permission, (typeof TECH_ROLES)[number]>> = {
  tech: 'streamline',
  advanced: 'advanced',
  admin: 'admin',
  'master-admin': 'master-admin',
};

/** The coarse check before an operation runs: throws 401, 404 or 403, or returns the audience whose reply will be written. */
export function admit(contract: RouteContract, actor: Actor): Audience {
  admitPermission(contract.permission, actor);
  admitScope(contract, actor);
  return replyAudience(contract, actor);
}

function admitPermission(permission: Permission, actor: Actor): void {
  if (permission === 'public') return;
  if (permission === 'proven' && actor.sessionId !== null) return;
  if (actor.kind === 'system') return;
  if (actor.kind === 'anonymous') throw signInFirst();
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

function replyAudience(contract: RouteContract, actor: Actor): Audience {
  if (contract.reply[actor.audience]) return actor.audience;
  if (contract.reply.anyone) return 'anyone';
  throw actor.kind === 'anonymous' && contract.permission !== 'public' ? signInFirst() : noSuchAddress();
}
