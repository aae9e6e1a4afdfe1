import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { refusing } from '../../kernel/db/constraints.ts';
import { prefixQueryText, wordsOf } from './accounts.rules.ts';
import { accounts } from './accounts.schema.ts';

export type AccountRow = Omit<typeof accounts.$inferSelect, 'search'>;
/** What the owner of an account may change. */
export type AccountPatch = Partial<Pick<AccountRow, 'name' | 'title' | 'phone' | 'mobile' | 'office' | 'timeZone' | 'locale'>>;

const { id, kind, companyId, email, emailKey, name, givenName, surname, title, department, phone, mobile, office } = accounts;
const { timeZone, locale, pictureFileId, active, version, lastSeenAt, createdAt, updatedAt } = accounts;
const person = { id, kind, companyId, email, emailKey, name, givenName, surname, title, department, phone, mobile, office };
const row = { ...person, timeZone, locale, pictureFileId, active, version, lastSeenAt, createdAt, updatedAt };

/**
 * The words of a text, with their places, for a `search` column. Written out instead of parsed by the database, whose idea of a
 * letter depends on its locale. @example set({ search: searchVector(company.name) })
 */
export const searchVector = (text: string): SQL =>
  sql`${wordsOf(text)
    .map((word, index) => `'${word}':${index + 1}`)
    .join(' ')}::tsvector`;

/** What somebody typed, each word as a prefix; null when there is nothing to search for. Safe for any input. */
export function prefixQuery(typed: string): SQL | null {
  const query = prefixQueryText(typed);
  return query === null ? null : sql`${query}::tsquery`;
}

/** The search condition of a list: null when nothing was typed; what was typed but holds no word finds nothing, never everything. */
export const matchOf = (typed: string | undefined): SQL | null => (typed?.trim() ? (prefixQuery(typed) ?? sql`''::tsquery`) : null);

export async function findAccount(db: Db, accountId: number): Promise<AccountRow | null> {
  const [found] = await db.select(row).from(accounts).where(eq(accounts.id, accountId));
  return found ?? null;
}

export async function lockAccount(db: Db, accountId: number): Promise<AccountRow | null> {
  const [found] = await db.select(row).from(accounts).where(eq(accounts.id, accountId)).for('update');
  return found ?? null;
}

/** Changes a locked account and returns its new version. */
export async function updateAccount(db: Db, before: AccountRow, patch: AccountPatch, now: string): Promise<number> {
  const name = patch.name ?? before.name;
  await db
    .update(accounts)
    .set({
      ...patch,
      search: searchVector(searchText({ ...before, name })) as unknown as string,
      version: before.version + 1,
      updatedAt: now,
    })
    .where(eq(accounts.id, before.id));
  return before.version + 1;
}

export async function setPictureFile(db: Db, before: AccountRow, fileId: number | null, now: string): Promise<number> {
  await db
    .update(accounts)
    .set({ pictureFileId: fileId, version: before.version + 1, updatedAt: now })
    .where(eq(accounts.id, before.id));
  return before.version + 1;
}

/** Counts a change that lives in another table of the same person (a password), and returns the new version. */
export async function touchAccount(db: Db, accountId: number, now: string): Promise<number> {
  const [touched] = await db
    .update(accounts)
    .set({ version: sql`${accounts.version} + 1`, updatedAt: now })
    .where(eq(accounts.id, accountId))
    .returning({ version: accounts.version });
  return touched?.version ?? 0;
}

/** The person was here. Not a change of the account: its version stays. */
export async function noteSeen(db: Db, accountId: number, now: string): Promise<void> {
  await db.update(accounts).set({ lastSeenAt: now }).where(eq(accounts.id, accountId));
}

/** Brings the search words of an account up to date after its name, e-mail or phone changed. */
export async function indexAccount(db: Db, accountId: number): Promise<void> {
  const found = await findAccount(db, accountId);
  if (!found) return;
  await db
    .update(accounts)
    .set({ search: searchVector(searchText(found)) as unknown as string })
    .where(eq(accounts.id, accountId));
}

const searchText = (found: Pick<AccountRow, 'name' | 'givenName' | 'surname' | 'email'>): string =>
  [found.name, found.givenName, found.surname, found.email].filter(Boolean).join(' ');

export interface PersonRow {
  readonly id: number;
  readonly kind: 'contact' | 'tech';
  readonly name: string;
  readonly pictureFileId: number | null;
}

export async function listPersons(db: Db, ids: readonly number[]): Promise<PersonRow[]> {
  if (ids.length === 0) return [];
  return db
    .select({ id, kind, name, pictureFileId })
    .from(accounts)
    .where(inArray(accounts.id, [...ids]));
}

/** A person's half that every role has; the role's own half lives in its module. */
export type AccountValues = Partial<
  Pick<
    AccountRow,
    'name' | 'email' | 'givenName' | 'surname' | 'title' | 'department' | 'phone' | 'mobile' | 'office' | 'timeZone' | 'locale' | 'active'
  >
>;
export type EmailTaken = () => Error;
const taken = (refusal: EmailTaken) => ({ accounts_contact_email_key: refusal, accounts_tech_email_key: refusal });

/** For contacts and techs, which create and change people; `emailTaken` is their sentence for the unique address. */
export async function insertAccount(
  db: Db,
  values: AccountValues & { readonly name: string } & (
      | { readonly kind: 'contact'; readonly companyId: number }
      | { readonly kind: 'tech' }
    ),
  emailTaken: EmailTaken,
  now: string,
): Promise<number> {
  const words = searchVector(searchText({ email: null, givenName: null, surname: null, ...values })) as unknown as string;
  const [made] = await refusing(taken(emailTaken), () =>
    db
      .insert(accounts)
      .values({ ...values, search: words, createdAt: now, updatedAt: now })
      .returning({ id: accounts.id }),
  );
  if (!made) throw new Error('No account was inserted.');
  return made.id;
}

export async function changeAccount(db: Db, accountId: number, values: AccountValues, emailTaken: EmailTaken, now: string): Promise<void> {
  await refusing(taken(emailTaken), () =>
    db
      .update(accounts)
      .set({ ...values, updatedAt: now, version: sql`${accounts.version} + 1` })
      .where(eq(accounts.id, accountId)),
  );
  if (values.name !== undefined || values.email !== undefined) await indexAccount(db, accountId);
}
