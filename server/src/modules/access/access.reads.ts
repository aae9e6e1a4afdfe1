import type { GroupMembership, TechRole } from '@portico/contracts/access/actor.ts';
import type { AccessSettings } from '@portico/contracts/access/settings.ts';
import { and, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { isoText } from '../../kernel/db/columns.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { companies } from '../companies/companies.schema.ts';
import { contactGroupMembers, contactGroups } from '../contact-groups/contact-groups.schema.ts';
import { contacts, primaryContacts } from '../contacts/contacts.schema.ts';
import { flagCascade, groupTagIds, queueCascade, type StoredCascade } from '../contacts/index.ts';
import { identityProviders } from '../identity-providers/identity-providers.schema.ts';
import { accountPasskeys } from '../passkeys/passkeys.schema.ts';
import { accountOpen, companyOpen } from '../portal-access/index.ts';
import { settings } from '../settings/settings.schema.ts';
import { teamMembers } from '../teams/teams.schema.ts';
import { defaultCategory, heldList } from '../techs/index.ts';
import { techs } from '../techs/techs.schema.ts';
import { accountEntries, accountTotp, apiKeys, sessionProofs, sessions } from './access.schema.ts';
import { ACCESS_SETTINGS_KEY } from './access.settings.ts';
import type { OpenAccount } from './destinations.rules.ts';
import type { Proof, ProvidedBy } from './proofs.rules.ts';
import { type DomainFacts, SIGN_IN_RULES_KEY } from './sign-in.rules.ts';

/** Everything about an account that decides what it may do, from one row. */
export interface AccountFacts {
  readonly id: number;
  readonly kind: 'contact' | 'tech';
  readonly name: string;
  readonly emailKey: string | null;
  readonly active: boolean;
  readonly companyId: number | null;
  readonly companyName: string | null;
  /** Company, type and status let people in; null for techs. */
  readonly companyOpen: boolean | null;
  readonly isCatchAll: boolean | null;
  readonly isManager: boolean | null;
  readonly isApprover: boolean | null;
  readonly flags: StoredCascade;
  readonly shownQueueIds: readonly number[] | null;
  readonly viewTagIds: readonly number[];
  readonly approveTagIds: readonly number[];
  readonly role: TechRole | null;
  readonly queueIds: readonly number[] | null;
  readonly companyIds: readonly number[] | null;
  readonly categoryIds: readonly number[] | null;
  readonly defaultCategoryId: number | null;
  readonly teamIds: readonly number[];
  readonly providers: readonly ProvidedBy[];
  readonly groups: readonly GroupMembership[];
  /** How it may be entered, as stored; see sign-in.rules.ts. */
  readonly hasTotp: boolean;
  readonly hasPasskey: boolean;
  readonly rules: unknown;
  readonly companyRules: unknown;
}

/** Strangers share the catch-all company: there, nobody manages anybody. */
const managesCompany = sql<boolean | null>`(${contacts.isManager} and not ${companies.isCatchAll})`;
/** Identity providers that may vouch for the account as things stand: staff's for techs, a company's for its own contacts only. */
const providers = sql<ProvidedBy[]>`coalesce((
  select json_agg(json_build_object('id', p.id, 'scope', p.scope, 'method', case p.kind when 'saml' then 'saml' else 'oidc' end) order by p.position, p.id)
  from ${identityProviders} p
  where p.enabled and case ${accounts.kind}
    when 'tech' then p.scope = 'staff'
    else p.scope = 'contacts' or (p.scope = 'company' and p.company_id = ${accounts.companyId}) end), '[]')`;
/** Only what counts: who was moved to another company, or stands in a group that rests, has no rights by it; strangers share none. */
const groups = sql<GroupMembership[]>`coalesce((select json_agg(json_build_object('id', g.id, 'role', m.role) order by g.id)
  from ${contactGroupMembers} m join ${contactGroups} g on g.id = m.group_id
  where m.contact_id = ${accounts.id} and g.company_id = ${accounts.companyId} and g.active and g.deleted_at is null and not ${companies.isCatchAll}), '[]')`;
/** Of the workspace, or of the account's company; both by the settings' primary key. */
const globalRules = sql<unknown>`(select ${settings.value} from ${settings} where ${settings.key} = ${sql.raw(`'${SIGN_IN_RULES_KEY}'`)}
  and ${settings.scope} = 'global' and ${settings.scopeId} = 0)`;
const rulesOfCompany = (companyId: SQL): SQL<unknown> => sql`(select ${settings.value} from ${settings}
  where ${settings.key} = ${sql.raw(`'${SIGN_IN_RULES_KEY}'`)} and ${settings.scope} = 'company' and ${settings.scopeId} = ${companyId})`;
const hasTotp = sql<boolean>`exists (select 1 from ${accountTotp} where ${accountTotp.accountId} = ${accounts.id} and ${accountTotp.confirmedAt} is not null)`;
const hasPasskey = sql<boolean>`exists (select 1 from ${accountPasskeys} where ${accountPasskeys.accountId} = ${accounts.id})`;
const facts = {
  id: accounts.id,
  kind: accounts.kind,
  name: accounts.name,
  emailKey: accounts.emailKey,
  active: sql<boolean>`(${accounts.active} and (${accounts.companyId} is null or ${accounts.email} is not null))`,
  companyId: accounts.companyId,
  companyName: companies.name,
  companyOpen: sql<boolean | null>`case when ${companies.id} is not null then ${companyOpen(sql`companies`)} end`,
  isCatchAll: companies.isCatchAll,
  isManager: managesCompany,
  isApprover: contacts.isApprover,
  flags: flagCascade(sql`${accounts.id}`, sql`${accounts.companyId}`),
  shownQueueIds: queueCascade(sql`${accounts.id}`, sql`${accounts.companyId}`),
  viewTagIds: groupTagIds('may_view', sql`${accounts.id}`),
  approveTagIds: groupTagIds('may_approve', sql`${accounts.id}`),
  role: techs.role,
  queueIds: heldList('queueIds', 'techs'),
  companyIds: heldList('companyIds', 'techs'),
  categoryIds: heldList('categoryIds', 'techs'),
  defaultCategoryId: defaultCategory,
  teamIds: sql<
    number[]
  >`coalesce((select json_agg(m.team_id order by m.team_id) from ${teamMembers} m where m.tech_id = ${accounts.id}), '[]')`,
  providers,
  groups,
  hasTotp,
  hasPasskey,
  rules: globalRules,
  companyRules: rulesOfCompany(sql`${accounts.companyId}`),
};
const proofs = sql<
  Proof[]
>`coalesce((select json_agg(json_build_object('issuer', p.issuer, 'method', p.method, 'subject', p.subject, 'at', ${isoText(sql`p.proven_at`)}))
  from ${sessionProofs} p where p.session_id = ${sessions.id}), '[]')`;

const storedSettings = sql<Partial<AccessSettings> | null>`(select value from ${settings}
  where key = ${sql.raw(`'${ACCESS_SETTINGS_KEY}'`)} and scope = 'global' and scope_id = 0)`;

/**
 * A session with its proofs, the limits that hold for it and, when one was chosen, its account: one statement, prepared once per
 * connection. One that was ended is found too, so that its page can be told why.
 */
export function sessionFinder(db: Db) {
  const query = db
    .select({
      id: sessions.id,
      emailKey: sessions.emailKey,
      expiresAt: sessions.expiresAt,
      lastSeenAt: sessions.lastSeenAt,
      createdAt: sessions.createdAt,
      revokedAt: sessions.revokedAt,
      endReason: sessions.endReason,
      settings: storedSettings,
      proofs,
      account: facts,
    })
    .from(sessions)
    .leftJoin(accounts, eq(accounts.id, sessions.accountId))
    .leftJoin(companies, eq(companies.id, accounts.companyId))
    .leftJoin(contacts, eq(contacts.id, accounts.id))
    .leftJoin(techs, eq(techs.id, accounts.id))
    .where(eq(sessions.tokenHash, sql.placeholder('hash')))
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

const open = accountOpen(sql`accounts`, sql`companies`);

/** Chosen by an administrator, and still of this address. */
const isPrimary = sql`exists (select 1 from ${primaryContacts} p where p.contact_id = ${accounts.id} and p.email_key = ${accounts.emailKey})`;

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
      providers,
      hasTotp,
      hasPasskey,
      rules: globalRules,
      companyRules: rulesOfCompany(sql`${accounts.companyId}`),
      isPrimary: sql<boolean>`${isPrimary}`,
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
    left join (${accounts} a left join ${primaryContacts} p on p.contact_id = a.id and p.email_key = a.email_key
        left join ${companies} c on c.id = a.company_id left join ${accountEntries} e on e.account_id = a.id)
      on a.email_key = k.key and ${accountOpen(sql`a`, sql`c`)}
    order by e.entered_at desc nulls last, p.contact_id is null, a.id limit 100`);
  const emailKey = rows.rows[0]?.key ?? address.trim().toLowerCase();
  const targets = rows.rows.flatMap(({ id, email, name, locale }) => (id === null ? [] : [{ accountId: id, email, name, locale }]));
  return { emailKey, targets };
}

/** The address as the database compares it. */
export async function addressKeyOf(db: Db, address: string): Promise<string> {
  const rows = await db.execute<{ key: string }>(sql`select lower(${address.trim()}) as key`);
  return rows.rows[0]?.key ?? address.trim().toLowerCase();
}

/** What the sign-in page may know before anybody has shown anything: facts of the domain, none of the address. */
export async function findDomainFacts(db: Db, emailKey: string): Promise<DomainFacts> {
  const domain = emailKey.slice(emailKey.lastIndexOf('@') + 1);
  const [row] = (
    await db.execute<{ rules: unknown; companies: unknown[]; has_staff: boolean }>(sql`
      select ${globalRules} as rules,
        coalesce((select json_agg(${rulesOfCompany(sql`d.company_id`)}) from company_domains d join companies c on c.id = d.company_id
          where d.domain = ${domain} and c.active), '[]') as companies,
        exists (select 1 from accounts a where a.kind = 'tech' and a.active and split_part(a.email_key, '@', 2) = ${domain}) as has_staff`)
  ).rows;
  return { rules: row?.rules, companies: row?.companies ?? [], hasStaff: row?.has_staff ?? false };
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

/** The address an open session stands for, and when it last entered an account. */
export async function findOpenSession(
  db: Db,
  sessionId: number,
  now: string,
): Promise<{ readonly emailKey: string; readonly enteredAt: string | null } | null> {
  const [row] = await db
    .select({ emailKey: sessions.emailKey, enteredAt: sessions.enteredAt })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)));
  return row ?? null;
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
