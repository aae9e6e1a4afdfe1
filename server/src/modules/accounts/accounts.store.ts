import type { Actor } from '@portico/contracts/access/actor.ts';
import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { refusing } from '../../kernel/db/constraints.ts';
import { prefixQueryText, wordsOf } from './accounts.rules.ts';
import { accounts } from './accounts.schema.ts';
import { phonesVisibleTo, presenceVisibleTo, profileVisibleTo } from './privacy.policy.ts';

export type AccountRow = Omit<typeof accounts.$inferSelect, 'search' | 'mergedIntoId' | 'erasedAt'>;
/** What the owner of an account may change. */
export type AccountPatch = Partial<
  Pick<
    AccountRow,
    'name' | 'title' | 'phone' | 'mobile' | 'office' | 'timeZone' | 'locale' | 'profileVisibility' | 'showPhones' | 'showPresence'
  >
>;

const { id, kind, companyId, email, emailKey, name, givenName, surname, title, department, phone, mobile, office } = accounts;
const { profileVisibility, showPhones, showPresence } = accounts;
const { timeZone, locale, pictureFileId, active, version, lastSeenAt, createdAt, updatedAt } = accounts;
const person = { id, kind, companyId, email, emailKey, name, givenName, surname, title, department, phone, mobile, office };
const row = {
  ...person,
  profileVisibility,
  showPhones,
  showPresence,
  timeZone,
  locale,
  pictureFileId,
  active,
  version,
  lastSeenAt,
  createdAt,
  updatedAt,
};

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
      search: searchOf({ ...before, name }),
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
    .set({ search: searchOf(found) })
    .where(eq(accounts.id, accountId));
}

/** The words of the address have a weight of their own (A): who hides the profile is not found by them. */
const searchOf = (found: Pick<AccountRow, 'name' | 'givenName' | 'surname' | 'email'>): string =>
  sql`(${searchVector([found.name, found.givenName, found.surname].filter(Boolean).join(' '))}
    || setweight(${searchVector(found.email ?? '')}, 'A'))` as unknown as string;

export interface PersonRow {
  readonly id: number;
  readonly kind: 'contact' | 'tech';
  readonly name: string;
  readonly pictureFileId: number | null;
  readonly profile: boolean;
  readonly phones: boolean;
  readonly presence: boolean;
}

/** With what this actor may see of each of them. */
export async function listPersons(db: Db, actor: Actor, ids: readonly number[]): Promise<PersonRow[]> {
  if (ids.length === 0) return [];
  const sees = { profile: profileVisibleTo(actor), phones: phonesVisibleTo(actor), presence: presenceVisibleTo(actor) };
  return db
    .select({ id, kind, name, pictureFileId, ...sees })
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
  const words = searchOf({ email: null, givenName: null, surname: null, ...values });
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

/** Into another company; returns the new version. */
export async function moveAccount(db: Db, accountId: number, toCompanyId: number, emailTaken: EmailTaken, now: string): Promise<number> {
  const [moved] = await refusing(taken(emailTaken), () =>
    db
      .update(accounts)
      .set({ companyId: toCompanyId, updatedAt: now, version: sql`${accounts.version} + 1` })
      .where(eq(accounts.id, accountId))
      .returning({ version: accounts.version }),
  );
  return moved?.version ?? 0;
}

/** Several at once with one statement, in the order given. */
export async function insertAccounts(
  db: Db,
  people: readonly (AccountValues & { readonly name: string; readonly kind: 'contact'; readonly companyId: number })[],
  emailTaken: EmailTaken,
  now: string,
): Promise<number[]> {
  if (people.length === 0) return [];
  const made = await refusing(taken(emailTaken), () =>
    db
      .insert(accounts)
      .values(
        people.map((person) => ({
          kind: person.kind,
          companyId: person.companyId,
          name: person.name,
          email: person.email ?? null,
          givenName: person.givenName ?? null,
          surname: person.surname ?? null,
          title: person.title ?? null,
          department: person.department ?? null,
          phone: person.phone ?? null,
          mobile: person.mobile ?? null,
          office: person.office ?? null,
          search: searchOf({ email: null, givenName: null, surname: null, ...person }),
          createdAt: now,
          updatedAt: now,
        })),
      )
      .returning({ id: accounts.id }),
  );
  return made.map((row) => row.id);
}
