import type { Actor } from '@portico/contracts/access/actor.ts';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { accountPasswords } from '../access/access.schema.ts';
import { companies } from '../companies/companies.schema.ts';
import { accounts } from './accounts.schema.ts';
import { profileVisibleTo } from './privacy.policy.ts';

/** A tech's department is a row, a contact's is what administrators wrote. */
const departmentName = sql<string | null>`case when accounts.kind = 'contact' then accounts.department
  else (select d.name from techs t join departments d on d.id = t.department_id where t.id = accounts.id) end`;

/** One person's own profile, as stored; the picture becomes a link in the operation. */
export async function findProfile(db: Db, accountId: number) {
  const [row] = await db
    .select({
      id: accounts.id,
      kind: accounts.kind,
      name: accounts.name,
      email: accounts.email,
      title: accounts.title,
      department: departmentName,
      phone: accounts.phone,
      mobile: accounts.mobile,
      office: accounts.office,
      timeZone: accounts.timeZone,
      locale: accounts.locale,
      pictureFileId: accounts.pictureFileId,
      companyId: companies.id,
      companyName: companies.name,
      hasPassword: sql<boolean>`${accountPasswords.accountId} is not null`,
      visibility: accounts.profileVisibility,
      showPhones: accounts.showPhones,
      showPresence: accounts.showPresence,
      version: accounts.version,
    })
    .from(accounts)
    .leftJoin(companies, eq(companies.id, accounts.companyId))
    .leftJoin(accountPasswords, eq(accountPasswords.accountId, accounts.id))
    .where(eq(accounts.id, accountId));
  return row ?? null;
}

/** What decides who may see and change somebody's picture. */
export async function findPictureFacts(db: Db, actor: Actor, accountId: number) {
  const [row] = await db
    .select({ kind: accounts.kind, companyId: accounts.companyId, isCatchAll: companies.isCatchAll, isShown: profileVisibleTo(actor) })
    .from(accounts)
    .leftJoin(companies, eq(companies.id, accounts.companyId))
    .where(eq(accounts.id, accountId));
  return row ?? null;
}
