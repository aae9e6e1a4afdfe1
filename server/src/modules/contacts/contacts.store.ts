import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { type AccountValues, changeAccount, insertAccount, insertAccounts, lockAccount, moveAccount } from '../accounts/index.ts';
import { contacts, primaryContacts } from './contacts.schema.ts';

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
  /** Merged into another contact, or erased: nobody changes it any more. */
  readonly gone: boolean;
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
    gone: boolean;
    version: number;
  }>(sql`
    select a.id, a.company_id, c.active as company_active, a.active, a.name, a.email, k.is_manager, k.is_vip,
      (a.merged_into_id is not null or a.erased_at is not null) as gone, a.version
    from accounts a join contacts k on k.id = a.id join companies c on c.id = a.company_id where a.id = ${id}`);

export async function findContact(db: Db, id: number): Promise<ContactFacts | null> {
  const row = (await facts(db, id)).rows[0];
  if (!row) return null;
  const { company_id, company_active, is_manager, is_vip, ...rest } = row;
  return { ...rest, companyId: company_id, companyActive: company_active, isManager: is_manager, isVip: is_vip };
}

export async function lockContact(db: Db, id: number): Promise<ContactFacts | null> {
  await lockAccount(db, id);
  return findContact(db, id);
}

type ContactValues = Partial<Omit<typeof contacts.$inferInsert, 'id'>>;

const emailTaken = () =>
  new Refusal(409, 'contact.emailTaken', 'Another contact of this company has this e-mail address.', {
    fields: [{ path: 'email', code: 'taken', message: 'Another contact of this company has this e-mail address.' }],
  });

export async function insertContact(
  db: Db,
  companyId: number,
  account: AccountValues & { name: string },
  contact: ContactValues,
  now: string,
): Promise<number> {
  const id = await insertAccount(db, { ...account, kind: 'contact', companyId }, emailTaken, now);
  await db.insert(contacts).values({ ...contact, id });
  return id;
}

export async function updateContactRow(db: Db, id: number, account: AccountValues, contact: ContactValues, now: string): Promise<void> {
  await changeAccount(db, id, account, emailTaken, now);
  if (Object.keys(contact).length > 0) await db.update(contacts).set(contact).where(eq(contacts.id, id));
}

/** From now on this contact is the one meant by its address. */
export async function setPrimaryContact(db: Db, contactId: number, emailKey: string): Promise<void> {
  // It may still be noted for an address it had before.
  await db.delete(primaryContacts).where(eq(primaryContacts.contactId, contactId));
  await db
    .insert(primaryContacts)
    .values({ emailKey, contactId })
    .onConflictDoUpdate({ target: primaryContacts.emailKey, set: { contactId } });
}

type ManyValues = AccountValues & { readonly name: string; readonly notes?: string; readonly mailNickname?: string | null };

/** In the order given. */
export async function insertContacts(db: Db, companyId: number, people: readonly ManyValues[], now: string): Promise<number[]> {
  const ids = await insertAccounts(
    db,
    people.map(({ notes: _notes, mailNickname: _greeting, ...account }) => ({ ...account, kind: 'contact' as const, companyId })),
    emailTaken,
    now,
  );
  const halves = people.map(({ notes, mailNickname }, index) => ({
    id: ids[index] as number,
    notes: notes ?? '',
    mailNickname: mailNickname ?? null,
  }));
  if (halves.length > 0) await db.insert(contacts).values(halves);
  return ids;
}

/** Into another company. Roles that gave rights over others of the old one do not come along; returns the new version. */
export async function moveContact(db: Db, id: number, toCompanyId: number, now: string): Promise<number> {
  const version = await moveAccount(db, id, toCompanyId, emailTaken, now);
  await db.update(contacts).set({ isManager: false, isApprover: false }).where(eq(contacts.id, id));
  return version;
}
