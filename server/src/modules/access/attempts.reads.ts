import type { Actor } from '@portico/contracts/access/actor.ts';
import type { listSignInAttempts } from '@portico/contracts/access/routes.ts';
import type { SignInAttempt } from '@portico/contracts/access/shapes.ts';
import type { QueryOf } from '@portico/contracts/kernel/route.ts';
import { and, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { attemptVisibleTo, personVisibleTo, whoseAddress } from './access.policy.ts';
import { signInAttempts } from './access.schema.ts';

const MOST_PEOPLE = 5;
const BY_ID: Keyset = { name: 'signInAttempts', direction: 'desc', columns: [{ sql: sql`sign_in_attempts.id`, type: 'int' }] };
const emailKey = sql`sign_in_attempts.email_key`;

/** Who has the address now, as far as this actor may know: an attempt is made by an address, and one address may be several people. */
const people = (actor: Actor) => sql<SignInAttempt['people']>`coalesce((
  select json_agg(json_build_object('id', p.id, 'kind', p.kind, 'name', p.name,
    'company', case when p.company_id is null then null else json_build_object('id', p.company_id, 'name', p.company) end) order by p.id)
  from (select a.id, a.kind, a.name, a.company_id, c.name as company from accounts a left join companies c on c.id = a.company_id
    where a.email_key = ${emailKey} and ${personVisibleTo(actor, sql`a`)} order by a.id limit ${sql.raw(String(MOST_PEOPLE))}) p), '[]')`;

/** Whoever sees that somebody stood in for a person also sees who it was: that is what it is written down for. */
const standIn = () => sql<SignInAttempt['by']>`(select json_build_object('id', b.id, 'name', b.name) from accounts b
  where b.id = sign_in_attempts.by_account_id)`;

export type AttemptQuery = QueryOf<typeof listSignInAttempts>;

export async function listAttempts(db: Db, actor: Actor, query: AttemptQuery) {
  const limit = query.limit ?? 25;
  const filter = and(attemptVisibleTo(actor, emailKey), ...filtersOf(actor, query));
  const rows = await db
    .select({
      id: signInAttempts.id,
      at: signInAttempts.at,
      email: signInAttempts.emailKey,
      people: people(actor),
      method: signInAttempts.method,
      result: signInAttempts.result,
      reason: signInAttempts.reason,
      ip: signInAttempts.ip,
      userAgent: signInAttempts.userAgent,
      by: standIn(),
      note: signInAttempts.note,
      keyset: keysetValues(BY_ID),
    })
    .from(signInAttempts)
    .where(and(filter, keysetAfter(BY_ID, query.cursor)))
    .orderBy(...keysetOrder(BY_ID))
    .limit(limit + 1);
  const total = query.count ? { total: await db.$count(signInAttempts, filter) } : {};
  return { ...keysetPage(BY_ID, rows, limit), ...total };
}

function filtersOf(actor: Actor, query: AttemptQuery): (SQL | undefined)[] {
  const typed = query.q?.trim().toLowerCase();
  return [
    typed ? sql`starts_with(${emailKey}, ${typed})` : undefined,
    query.result ? eq(signInAttempts.result, query.result) : undefined,
    query.method?.length ? inArray(signInAttempts.method, [...query.method]) : undefined,
    query.kind === 'unknown' ? sql`not ${whoseAddress(emailKey, sql`true`)}` : undefined,
    query.kind === 'contact' || query.kind === 'tech' ? whoseAddress(emailKey, eq(accounts.kind, query.kind)) : undefined,
    query.accountId
      ? sql`exists (select 1 from accounts p where p.id = ${query.accountId} and ${personVisibleTo(actor, sql`p`)}
          and (p.email_key = ${emailKey} or p.id = sign_in_attempts.account_id))`
      : undefined,
    query.companyId
      ? whoseAddress(emailKey, sql`${eq(accounts.companyId, query.companyId)} and ${personVisibleTo(actor, sql`accounts`)}`)
      : undefined,
    query.from ? gte(signInAttempts.at, query.from) : undefined,
    query.to ? lt(signInAttempts.at, query.to) : undefined,
  ];
}
