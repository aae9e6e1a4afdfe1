import type { SignInMethod } from '@portico/contracts/sign-in-rules/shapes.ts';
import { and, asc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { companies } from '../companies/companies.schema.ts';
import { accountPasskeys } from '../passkeys/passkeys.schema.ts';
import { settings } from '../settings/settings.schema.ts';
import { techs } from '../techs/techs.schema.ts';
import { accountPasswords, sessions } from './access.schema.ts';
import { SIGN_IN_RULES_KEY, workspaceRules } from './sign-in.rules.ts';

const MOST = 200;

/** Companies with rules of their own, as far as this restriction lets them be seen (null: all). */
export async function listCompanyRules(db: Db, companyIds: readonly number[] | null) {
  return db
    .select({ id: companies.id, name: companies.name, rules: settings.value })
    .from(settings)
    .innerJoin(companies, eq(companies.id, settings.scopeId))
    .where(
      and(
        eq(settings.key, SIGN_IN_RULES_KEY),
        eq(settings.scope, 'company'),
        companyIds === null ? undefined : companyIds.length === 0 ? sql`false` : inArray(companies.id, [...companyIds]),
      ),
    )
    .orderBy(asc(sql`lower(${companies.name})`), asc(companies.id))
    .limit(MOST);
}

/** Means of active master administrators to sign in without mail. */
export async function listMasterMeans(
  db: Db,
): Promise<{ readonly id: number; readonly hasPassword: boolean; readonly hasPasskey: boolean }[]> {
  return db
    .select({
      id: accounts.id,
      hasPassword: sql<boolean>`${accountPasswords.accountId} is not null`,
      hasPasskey: sql<boolean>`exists (select 1 from ${accountPasskeys} where ${accountPasskeys.accountId} = ${accounts.id})`,
    })
    .from(techs)
    .innerJoin(accounts, eq(accounts.id, techs.id))
    .leftJoin(accountPasswords, eq(accountPasswords.accountId, accounts.id))
    .where(and(eq(techs.role, 'master-admin'), eq(accounts.active, true), isNotNull(accounts.emailKey)));
}

/** A company's own rules as stored; null when it has none. */
export async function findCompanyRules(db: Db, companyId: number): Promise<unknown> {
  const [row] = await db
    .select({ rules: settings.value })
    .from(settings)
    .where(and(eq(settings.key, SIGN_IN_RULES_KEY), eq(settings.scope, 'company'), eq(settings.scopeId, companyId)));
  return row?.rules ?? null;
}

/** May anybody at all sign in like this: by the workspace's rules, or those of some company? */
export async function isMethodOffered(db: Db, method: SignInMethod): Promise<boolean> {
  const ofCompany = sql`select 1 from ${settings} where key = ${SIGN_IN_RULES_KEY} and scope = 'company' and value -> 'methods' @> ${JSON.stringify([method])}::jsonb`;
  const [row] = (
    await db.execute<{ rules: unknown; by_company: boolean }>(sql`select
      (select value from ${settings} where key = ${SIGN_IN_RULES_KEY} and scope = 'global' and scope_id = 0) as rules,
      exists (${ofCompany}) as by_company`)
  ).rows;
  const one = workspaceRules(row?.rules).methods.find((other) => other.method === method);
  return row?.by_company === true || one?.contacts === true || one?.staff === true;
}

/** Accounts that somebody is in now; of one company, or of all. */
export async function listEnteredAccounts(db: Db, now: string, companyId: number | null): Promise<number[]> {
  const rows = await db
    .selectDistinct({ id: accounts.id })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(
      and(isNull(sessions.revokedAt), gt(sessions.expiresAt, now), companyId === null ? undefined : eq(accounts.companyId, companyId)),
    );
  return rows.map(({ id }) => id);
}
