import type { TechActor } from '@portico/contracts/access/actor.ts';
import type { Logger } from 'pino';
import { nowIso } from '../../kernel/clock.ts';
import type { Db } from '../../kernel/context.ts';
import { hashToken } from '../../kernel/crypto/crypto.ts';
import { forbidden, Refusal } from '../../kernel/errors.ts';
import { type Authenticate, type Authenticated, anonymous, type RequestFacts } from '../../kernel/http/authenticate.ts';
import { type AccountFacts, findAccountFacts, keyFinder, sessionFinder } from './access.reads.ts';
import { inPlaceOf, parseActAs } from './act-as.rules.ts';
import { actorOf, nameOf, roleOf, unchosen } from './actors.ts';
import { touchKey } from './api-keys.store.ts';
import { findImpersonation } from './impersonations.store.ts';
import { isLeftAlone, isSatisfied } from './proofs.rules.ts';
import { endOf, limitFor, needsTouch } from './sessions.rules.ts';
import { touchSession } from './sessions.store.ts';
import { standIn } from './stand-in.ts';

const nobody: Authenticated = { actor: anonymous, credential: { kind: 'none', id: null, name: null } };

/**
 * Who sends a request or opens a socket, in one statement. Whatever ended since the last request (session, account, company,
 * key, the address that was proven) counts at once, because nothing is cached.
 *
 * @param options.db the pool: this runs outside every transaction.
 * @example const authenticate = createAuthenticate({ db: database.db, log });
 */
export function createAuthenticate({ db, log }: { readonly db: Db; readonly log?: Logger }): Authenticate {
  const findSession = sessionFinder(db);
  const findKey = keyFinder(db);
  const touch = toucher(log);

  async function bySession(token: string, unattended: boolean): Promise<Authenticated> {
    const found = await findSession(hashToken(token));
    const now = nowIso();
    if (!found) return nobody;
    const facts = found.account?.id ? (found.account as AccountFacts) : null;
    const ended = endOf(found, limitFor(found.settings, facts && roleOf(facts)), now);
    if (ended) return { ...nobody, ended };
    if (facts && isLeftAlone(facts, found.lastSeenAt, now)) return { ...nobody, ended: 'idle' };
    if (!unattended && needsTouch(found.lastSeenAt, now))
      touch(`session:${found.id}`, () => touchSession(db, { id: found.id, accountId: facts?.id ?? null }, now));
    const actor = facts && isSatisfied(facts, found.proofs) ? actorOf(facts, { via: null, scopes: null, sessionId: found.id }) : null;
    if (!facts || !actor) return { actor: unchosen(found.id), credential: { kind: 'session', id: found.id, name: null } };
    return { actor, credential: { kind: 'session', id: found.id, name: nameOf(facts) } };
  }

  async function byKey(token: string, actAs: string | null): Promise<Authenticated> {
    const key = await findKey(hashToken(token));
    const now = nowIso();
    const facts = key ? (key.account as AccountFacts) : null;
    const by = key ? { via: { kind: 'key', id: key.id, name: key.name } as const, scopes: key.scopes, sessionId: null } : null;
    const owner = facts && by ? actorOf(facts, by) : null;
    if (!key || !facts || !owner || !by || (key.expiresAt !== null && key.expiresAt <= now)) throw keyInvalid();
    if (needsTouch(key.lastUsedAt, now)) touch(`key:${key.id}`, () => touchKey(db, key.id, now));
    if (actAs === null) return { actor: owner, credential: { kind: 'key', id: key.id, name: nameOf(facts) } };
    if (!key.mayActAs || owner.kind !== 'tech') throw actAsRefused();
    const target = await actedFor(owner, actAs);
    return { actor: target.actor, credential: { kind: 'key', id: key.id, name: target.name } };
  }

  async function actedFor(owner: TechActor, header: string) {
    const wanted = parseActAs(header);
    if (!wanted) throw new Refusal(400, 'key.actAsInvalid', 'Act-As must name an account, such as "contact:12" or "tech:3".');
    const facts = await findAccountFacts(db, wanted.id);
    const { via, scopes, sessionId } = owner;
    const target = facts?.kind === wanted.kind ? actorOf(facts, { via, scopes, sessionId }) : null;
    const actor = target && inPlaceOf(owner, target);
    // One answer for accounts that are missing, disabled or out of reach: a key must not list people.
    if (!facts || !actor) throw actAsRefused();
    return { actor, name: nameOf(facts) };
  }

  /** Both cookies count: the one of the path, and the session of the administrator who opened it, as he is now. */
  async function inPlace({ place, sessionToken, bearer, unattended = false }: RequestFacts): Promise<Authenticated> {
    if (bearer !== null)
      throw forbidden('key.notAllowed', 'API keys have no place here. Call the API without the path of an impersonation.');
    const over: Authenticated = { ...nobody, ended: 'impersonation' };
    if (!place?.token || !sessionToken) return over;
    const { actor: staff, credential } = await bySession(sessionToken, unattended);
    if (staff.kind !== 'tech') return over;
    const row = await findImpersonation(db, place.id, hashToken(place.token), nowIso());
    if (row?.staffId !== staff.accountId || row.sessionId !== staff.sessionId) return over;
    const facts = await findAccountFacts(db, row.contactId);
    const terms = { id: row.id, endsAt: row.expiresAt, readOnly: row.readOnly, staffName: credential.name ?? '' };
    const actor = facts && standIn(staff, facts, terms);
    return facts && actor ? { actor, credential: { ...credential, name: nameOf(facts) } } : over;
  }

  return async (facts) => {
    if (facts.place) return inPlace(facts);
    if (facts.bearer !== null) return byKey(facts.bearer, facts.actAs);
    return facts.sessionToken === null || facts.sessionToken === '' ? nobody : bySession(facts.sessionToken, facts.unattended ?? false);
  };
}

const keyInvalid = (): Refusal =>
  new Refusal(401, 'key.invalid', 'This API key is not known, has expired or was revoked. Create a new one in the tech portal.');
const actAsRefused = (): Refusal =>
  forbidden(
    'key.actAsRefused',
    'This API key may not act for this account. Its owner must be an administrator who may see all that the account sees.',
  );

/** Writes "last seen" beside the request, never in it, and once for a burst of requests. */
function toucher(log: Logger | undefined): (what: string, write: () => Promise<void>) => void {
  const running = new Set<string>();
  return (what, write) => {
    if (running.has(what)) return;
    running.add(what);
    write()
      .catch((error: unknown) => log?.warn({ err: error }, 'when somebody was last seen could not be noted'))
      .finally(() => running.delete(what));
  };
}
