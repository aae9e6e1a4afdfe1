import { sql } from 'drizzle-orm';
import { nowIso } from '../../src/kernel/clock.ts';
import { hashToken, randomToken } from '../../src/kernel/crypto/crypto.ts';
import { sessionCookieName } from '../../src/kernel/http/session-cookie.ts';
import type { Someone, World } from '../world.ts';

/** The columns of the matrix, in their order. */
export const KINDS = [
  // Nobody in particular: no session; proven but nowhere chosen; a contact disabled in the middle of a session.
  'anon',
  'prov',
  'gone',
  // Contacts: of another company; of the ticket's company without part in it; in copy; its owner; the company's manager.
  'forgn',
  'collg',
  'cc',
  'owner',
  'manag',
  // Techs by role. Streamline is always restricted: here to the ticket's queue and company. Member wrote the internal note.
  'stream',
  'member',
  'advan',
  'admin',
  'master',
  // Master administrators whom only the fine rule can stop: restricted to another queue, to another company.
  'otherQ',
  'otherC',
  // Keys of the master administrator: just the scope needed, every scope but that one, `*`; of a disabled tech; revoked;
  // and one that acts as the owner of the ticket.
  'key',
  'wrong',
  'star',
  'dead',
  'revok',
  'actAs',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Caller {
  readonly kind: Kind;
  readonly accountId: number | null;
  readonly audience: 'contact' | 'tech' | 'anyone';
  /** Cookie or key; which key depends on the scope of the route. */
  headers(scope: string | null): Record<string, string>;
  /** The same person in a new browser, for requests that end the session they come from. */
  fresh(): Promise<Record<string, string>>;
}

/** A session with a proof, in no account yet. */
export async function provenCookie(w: World, email: string): Promise<string> {
  const token = randomToken();
  const now = nowIso();
  const far = new Date(Date.parse(now) + 86_400_000).toISOString();
  await w.db.execute(sql`with s as (insert into sessions (token_hash, email_key, created_at, last_seen_at, expires_at)
    values (${hashToken(token)}, ${email}, ${now}, ${now}, ${far}) returning id)
    insert into session_proofs (session_id, issuer, method, subject, proven_at) select id, 'email', 'email-code', ${email}, ${now} from s`);
  return `${sessionCookieName(w.config.publicUrl)}=${token}`;
}

export async function newKey(
  w: World,
  accountId: number,
  scopes: readonly string[],
  more: { mayActAs?: boolean } = {},
): Promise<{ id: number; token: string }> {
  const token = `pk_${randomToken()}`;
  const list = sql`array[${sql.join(
    scopes.map((scope) => sql`${scope}`),
    sql`, `,
  )}]::text[]`;
  const { rows } = await w.db.execute<{
    id: number;
  }>(sql`insert into api_keys (account_id, name, prefix, token_hash, scopes, may_act_as, created_at)
    values (${accountId}, 'Test', 'pk_test…', ${hashToken(token)}, ${list}, ${more.mayActAs ?? false}, ${nowIso()}) returning id`);
  return { id: rows[0]!.id, token };
}

export interface People {
  readonly provenEmail: string;
  readonly gone: Someone;
  readonly byKind: Readonly<Partial<Record<Kind, Someone>>>;
  readonly deadTech: Someone;
}

export async function callersOf(w: World, people: People, scopes: readonly string[]): Promise<Record<Kind, Caller>> {
  const master = people.byKind.master!;
  const owner = people.byKind.owner!;
  const browser = { 'sec-fetch-site': 'same-origin' };
  const person = (kind: Kind, one: Someone, audience: Caller['audience']): Caller => ({
    kind,
    accountId: one.id,
    audience,
    headers: () => ({ ...browser, cookie: one.cookie }),
    fresh: async () => ({ ...browser, cookie: (await w.session(one)).cookie }),
  });
  const bearer = (
    kind: Kind,
    audience: Caller['audience'],
    accountId: number,
    tokenOf: (scope: string | null) => string,
    more: Record<string, string> = {},
  ): Caller => {
    const headers = (scope: string | null) => ({ authorization: `Bearer ${tokenOf(scope)}`, ...more });
    return { kind, accountId, audience, headers, fresh: async () => headers(null) };
  };
  const exact = new Map<string, string>();
  const others = new Map<string, string>();
  for (const scope of scopes) {
    exact.set(scope, (await newKey(w, master.id, [scope])).token);
    others.set(
      scope,
      (
        await newKey(
          w,
          master.id,
          scopes.filter((one) => one !== scope),
        )
      ).token,
    );
  }
  const any = (await newKey(w, master.id, scopes)).token;
  const star = (await newKey(w, master.id, ['*'])).token;
  const dead = (await newKey(w, people.deadTech.id, ['*'])).token;
  const revoked = await newKey(w, master.id, ['*']);
  await w.db.execute(sql`update api_keys set revoked_at = ${nowIso()} where id = ${revoked.id}`);
  const actAs = (await newKey(w, master.id, ['*'], { mayActAs: true })).token;
  const contacts: Kind[] = ['forgn', 'collg', 'cc', 'owner', 'manag'];
  const techs: Kind[] = ['stream', 'member', 'advan', 'admin', 'master', 'otherQ', 'otherC'];
  const callers = [
    { kind: 'anon', accountId: null, audience: 'anyone', headers: () => browser, fresh: async () => browser } satisfies Caller,
    {
      kind: 'prov',
      accountId: null,
      audience: 'anyone',
      headers: () => ({ ...browser, cookie: '' }),
      fresh: async () => ({ ...browser, cookie: await provenCookie(w, people.provenEmail) }),
    } satisfies Caller,
    { ...person('gone', people.gone, 'anyone'), accountId: people.gone.id },
    ...contacts.map((kind) => person(kind, people.byKind[kind]!, 'contact')),
    ...techs.map((kind) => person(kind, people.byKind[kind]!, 'tech')),
    bearer('key', 'tech', master.id, (scope) => (scope === null ? any : exact.get(scope)!)),
    bearer('wrong', 'tech', master.id, (scope) => (scope === null ? any : others.get(scope)!)),
    bearer('star', 'tech', master.id, () => star),
    bearer('dead', 'anyone', people.deadTech.id, () => dead),
    bearer('revok', 'anyone', master.id, () => revoked.token),
    bearer('actAs', 'contact', owner.id, () => actAs, { 'act-as': `contact:${owner.id}` }),
  ];
  const cookie = await provenCookie(w, people.provenEmail);
  return Object.fromEntries(
    callers.map((one) => [one.kind, one.kind === 'prov' ? { ...one, headers: () => ({ ...browser, cookie }) } : one]),
  ) as Record<Kind, Caller>;
}
