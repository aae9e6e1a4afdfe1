import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { refusing } from '../../kernel/db/constraints.ts';
import { Refusal } from '../../kernel/errors.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { indexAccount } from '../accounts/index.ts';
import { contacts } from './contacts.schema.ts';

/** What other modules must know of a contact before they act for it. */
export interface ContactFacts {
  readonly id: number;
  readonly companyId: number;
  readonly companyActive: boolean;
  readonly active: boolean;
  readonly name: string;
  readonly email: string | null;
  readonly isManager: boolean;
  readonly isVip: boolean;
  readonly version: number;
}

const facts = (db: Db, id: number) =>
  db.execute<{
    id: number;
    company_id: number;
    company_active: boolean;
    active: boolean;
    name: string;
    email: string | null;
    is_manager: boolean;
    is_vip: boolean;
    version: number;
  }>(sql`
    select a.id, a.company_id, c.active as company_active, a.active, a.name, a.email, k.is_manager, k.is_vip, a.version
    from accounts a join contacts k on k.id = a.id join companies c on c.id = a.company_id where a.id = ${id}`);

export async function findContact(db: Db, id: number): Promise<ContactFacts | null> {
  const row = (await facts(db, id)).rows[0];
  if (!row) return null;
  const { company_id, company_active, is_manager, is_vip, ...rest } = row;
  return { ...rest, companyId: company_id, companyActive: company_active, isManager: is_manager, isVip: is_vip };
}

export async function lockContact(db: Db, id: number): Promise<ContactFacts | null> {
  await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, id)).for('update');
  return findContact(db, id);
}

type AccountValues = Partial<
  Pick<
    typeof accounts.$inferInsert,
    'name' | 'email' | 'givenName' | 'surname' | 'title' | 'department' | 'phone' | 'mobile' | 'office' | 'timeZone' | 'locale' | 'active'
  >
>;
type ContactValues = Partial<Omit<typeof contacts.$inferInsert, 'id'>>;

const emailTaken = () =>
  new Refusal(409, 'contact.emailTaken', 'Another contact of this company has this e-mail address.', {
    fields: [{ path: 'email', code: 'taken', message: 'Another contact of this company has this e-mail address.' }],
  });
const REFUSALS = { accounts_contact_email_key: emailTaken };

export async function insertContact(
  db: Db,
  companyId: number,
  account: AccountValues & { name: string },
  contact: ContactValues,
  now: string,
): Promise<number> {
  const [row] = await refusing(REFUSALS, () =>
    db
      .insert(accounts)
      .values({ ...account, kind: 'contact', companyId, search: sql`''::tsvector` as unknown as string, createdAt: now, updatedAt: now })
      .returning({ id: accounts.id }),
  );
  if (!row) throw new Error('No contact was inserted.');
  await db.insert(contacts).values({ ...contact, id: row.id });
  await indexAccount(db, row.id);
  return row.id;
}

export async function updateContactRow(db: Db, id: number, account: AccountValues, contact: ContactValues, now: string): Promise<void> {
  await refusing(REFUSALS, () =>
    db
      .update(accounts)
      .set({ ...account, updatedAt: now, version: sql`${accounts.version} + 1` })
      .where(eq(accounts.id, id)),
  );
  if (Object.keys(contact).length > 0) await db.update(contacts).set(contact).where(eq(contacts.id, id));
  if (account.name !== undefined || account.email !== undefined) await indexAccount(db, id);
}
