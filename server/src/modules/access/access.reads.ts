import type { TechRole } from '@portico/contracts/access/actor.ts';
import { and, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { isoText } from '../../kernel/db/columns.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { companies } from '../companies/companies.schema.ts';
import { contacts } from '../contacts/contacts.schema.ts';
import { teamMembers } from '../teams/teams.schema.ts';
import { techCompanies, techQueues, techs } from '../techs/techs.schema.ts';
import { accountEntries, apiKeys, sessionProofs, sessions } from './access.schema.ts';
import type { OpenAccount } from './destinations.rules.ts';
import type { Proof } from './proofs.rules.ts';

/** Everything about an account that decides what it may do, from one row. */
export interface AccountFacts {
  readonly id: number;
  readonly kind: 'contact' | 'tech';
  readonly name: string;
  readonly emailKey: string | null;
  readonly active: boolean;
  readonly companyId: number | null;
  readonly companyName: string | null;
  readonly companyActive: boolean | null;
  readonly isManager: boolean | null;
  readonly role: TechRole | null;
  readonly queueIds: readonly number[] | null;
  readonly companyIds: readonly number[] | null;
  readonly teamIds: readonly number[];
}

const idsOf = (column: SQL, table: SQL): SQL<number[]> =>
  sql<number[]>`coalesce((select json_agg(${column} order by ${column}) from ${table} where tech_id = ${accounts.id}), '[]')`;
/** Strangers share the catch-all company: there, nobody manages anybody. */
const managesCompany = sql<boolean | null>`(${contacts.isManager} and not ${companies.isCatchAll})`;
const facts = {
  id: accounts.id,
  kind: accounts.kind,
  name: accounts.name,
  emailKey: accounts.emailKey,
  active: accounts.active,
  companyId: accounts.companyId,
  companyName: companies.name,
  companyActive: companies.active,
  isManager: managesCompany,
  role: techs.role,
  queueIds: sql<number[] | null>`case when ${techs.queuesRestricted} then ${idsOf(sql`queue_id`, sql`${techQueues}`)} end`,
  companyIds: sql<number[] | null>`case when ${techs.companiesRestricted} then ${idsOf(sql`company_id`, sql`${techCompanies}`)} end`,
  teamIds: idsOf(sql`team_id`, sql`${teamMembers}`),
};
const proofs = sql<
  Proof[]
>`coalesce((select json_agg(json_build_object('issuer', p.issuer, 'method', p.method, 'subject', p.subject, 'at', ${isoText(sql`p.proven_at`)}))
  from ${sessionProofs} p where p.session_id = ${sessions.id}), '[]')`;

/** An open session with its proofs and, when one was chosen, its account: one statement, prepared once per connection. */
export function sessionFinder(db: Db) {
  const query = db
    .select({
      id: sessions.id,
      emailKey: sessions.emailKey,
      expiresAt: sessions.expiresAt,
      lastSeenAt: sessions.lastSeenAt,
      proofs,
      account: facts,
    })
    .from(sessions)
    .leftJoin(accounts, eq(accounts.id, sessions.accountId))
    .leftJoin(companies, eq(companies.id, accounts.companyId))
    .leftJoin(contacts, eq(contacts.id, accounts.id))
    .leftJoin(techs, eq(techs.id, accounts.id))
    .where(and(eq(sessions.tokenHash, sql.placeholder('hash')), isNull(sessions.revokedAt)))
    .prepare('access_session');
  return async (tokenHash: string) => (await query.execute({ hash: tokenHash }))[0] ?? null;
}

/** A key that is neither revoked nor expired, with its owner. */
export function keyFinder(db: Db) {
  const query = db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      mayActAs: apiKeys.mayActAs,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
      account: facts,
    })
    .from(apiKeys)
    .innerJoin(accounts, eq(accounts.id, apiKeys.accountId))
    .leftJoin(companies, eq(companies.id, accounts.companyId))
    .leftJoin(contacts, eq(contacts.id, accounts.id))
    .leftJoin(techs, eq(techs.id, accounts.id))
    .where(and(eq(apiKeys.tokenHash, sql.placeholder('hash')), isNull(apiKeys.revokedAt)))
    .prepare('access_key');
  return async (tokenHash: string) => (await query.execute({ hash: tokenHash }))[0] ?? null;
}

const factsFrom = (db: Db, where: SQL | undefined) =>
  db
    .select(facts)
    .from(accounts)
    .leftJoin(companies, eq(companies.id, accounts.companyId))
    .leftJoin(contacts, eq(contacts.id, accounts.id))
    .leftJoin(techs, eq(techs.id, accounts.id))
    .where(where);

export async function findAccountFacts(db: Db, id: number): Promise<AccountFacts | null> {
  return (await factsFrom(db, eq(accounts.id, id)))[0] ?? null;
}

const open = and(eq(accounts.active, true), or(isNull(accounts.companyId), eq(companies.active, true)));

/** The active accounts of an address, with what is needed to offer them. */
export async function listOpenAccounts(db: Db, emailKey: string, alsoIds: readonly number[] = []): Promise<OpenAccount[]> {
  return db
    .select({
      id: accounts.id,
      kind: accounts.kind,
      name: accounts.name,
      emailKey: accounts.emailKey,
      company: companies.name,
      role: techs.role,
      enteredAt: accountEntries.enteredAt,
    })
    .from(accounts)
    .leftJoin(companies, eq(companies.id, accounts.companyId))
    .leftJoin(techs, eq(techs.id, accounts.id))
    .leftJoin(accountEntries, eq(accountEntries.accountId, accounts.id))
    .where(
      and(
        open,
        alsoIds.length === 0 ? eq(accounts.emailKey, emailKey) : or(eq(accounts.emailKey, emailKey), inArray(accounts.id, [...alsoIds])),
      ),
    );
}

export interface MailTarget {
  readonly accountId: number;
  readonly email: string;
  readonly name: string;
  readonly locale: 'en' | 'de' | null;
}

/**
 * The address as the database compares it, and the active accounts it belongs to, last used first. The key comes from the same
 * function as the accounts' own: two ideas of "lower case" would make one person of two.
 */
export async function resolveAddress(
  db: Db,
  address: string,
): Promise<{ readonly emailKey: string; readonly targets: readonly MailTarget[] }> {
  const rows = await db.execute<{ key: string; id: number | null; email: string; name: string; locale: 'en' | 'de' | null }>(sql`
    select k.key, a.id, a.email, a.name, a.locale
    from (select lower(${address.trim()}) as key) k
    left join (${accounts} a left join ${companies} c on c.id = a.company_id left join ${accountEntries} e on e.account_id = a.id)
      on a.email_key = k.key and a.active and (a.company_id is null or c.active)
    order by e.entered_at desc nulls last, a.id limit 100`);
  const emailKey = rows.rows[0]?.key ?? address.trim().toLowerCase();
  const targets = rows.rows.flatMap(({ id, email, name, locale }) => (id === null ? [] : [{ accountId: id, email, name, locale }]));
  return { emailKey, targets };
}

/** Which of these accounts may still be entered at all (they and their company are active). */
export async function listActiveIds(db: Db, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .leftJoin(companies, eq(companies.id, accounts.companyId))
    .where(and(inArray(accounts.id, [...ids]), open));
  return rows.map((row) => row.id);
}

/** The chosen account as the pages see it. */
export async function findSessionAccount(db: Db, id: number) {
  const [row] = await db
    .select({
      id: accounts.id,
      kind: accounts.kind,
      name: accounts.name,
      email: accounts.email,
      emailKey: accounts.emailKey,
      pictureFileId: accounts.pictureFileId,
      companyId: companies.id,
      companyName: companies.name,
      role: techs.role,
      isManager: managesCompany,
      timeZone: accounts.timeZone,
      locale: accounts.locale,
    })
    .from(accounts)
    .leftJoin(companies, eq(companies.id, accounts.companyId))
    .leftJoin(contacts, eq(contacts.id, accounts.id))
    .leftJoin(techs, eq(techs.id, accounts.id))
    .where(eq(accounts.id, id));
  return row ?? null;
}

/** The address a session stands for, when it is still open. */
export async function findSessionEmail(db: Db, sessionId: number, now: string): Promise<string | null> {
  const [row] = await db
    .select({ emailKey: sessions.emailKey })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)));
  return row?.emailKey ?? null;
}

/** Is there an active master administrator, so that the workspace is set up? */
export async function hasMasterAdmin(db: Db): Promise<boolean> {
  const rows = await db
    .select({ id: techs.id })
    .from(techs)
    .innerJoin(accounts, eq(accounts.id, techs.id))
    .where(and(eq(techs.role, 'master-admin'), eq(accounts.active, true)))
    .limit(1);
  return rows.length > 0;
}
