import type { QuietHours } from '@portico/contracts/notifications/shapes.ts';
import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { notificationChoices, notificationPreferences } from './notifications.schema.ts';
import { DEFAULTS, type Preferences, type StoredChoice, type StoredChoices } from './settings.rules.ts';

export interface StoredSettings extends Preferences {
  readonly choices: StoredChoices;
}
export const UNSET: StoredSettings = { ...DEFAULTS, choices: {} };

type Row = typeof notificationPreferences.$inferSelect;
const timeOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const quietOf = (row: Row): QuietHours => ({
  on: row.quietOn,
  from: timeOf(row.quietFrom),
  until: timeOf(row.quietUntil),
  days: row.quietDays,
  urgent: row.quietUrgent,
});

/** What these people chose, in two statements however many they are; who never chose is missing. */
export async function listSettings(db: Db, accountIds: readonly number[]): Promise<Map<number, StoredSettings>> {
  const found = new Map<number, StoredSettings>();
  if (accountIds.length === 0) return found;
  const ids = [...accountIds];
  for (const row of await db.select().from(notificationPreferences).where(inArray(notificationPreferences.accountId, ids)))
    found.set(row.accountId, { quiet: quietOf(row), sound: row.sound, popUps: row.popUps, choices: {} });
  for (const { accountId, topic, ...choice } of await db
    .select()
    .from(notificationChoices)
    .where(inArray(notificationChoices.accountId, ids))) {
    const before = found.get(accountId) ?? UNSET;
    found.set(accountId, { ...before, choices: { ...before.choices, [topic]: choice } });
  }
  return found;
}

export const findSettings = async (db: Db, accountId: number): Promise<StoredSettings> =>
  (await listSettings(db, [accountId])).get(accountId) ?? UNSET;

/** Two changes at the same time by one person follow each other; neither loses what the other chose. */
export async function lockSettings(db: Db, accountId: number): Promise<StoredSettings> {
  await db.execute(sql`select 1 from accounts where id = ${accountId} for no key update`);
  return findSettings(db, accountId);
}

/** Keeps only what differs from the default: a choice without content is no row. */
export async function saveChoices(db: Db, accountId: number, choices: Readonly<Record<string, StoredChoice>>): Promise<void> {
  const all = Object.entries(choices).map(([topic, choice]) => ({ accountId, topic, ...choice }));
  const kept = all.filter(({ inApp, desktop, email }) => (inApp ?? desktop ?? email ?? null) !== null);
  const gone = all.filter((one) => !kept.includes(one)).map((one) => one.topic);
  const { topic, inApp, desktop, email } = notificationChoices;
  if (gone.length > 0) await db.delete(notificationChoices).where(sql`account_id = ${accountId} and ${inArray(topic, gone)}`);
  if (kept.length === 0) return;
  const excluded = (column: { readonly name: string }): SQL => sql.raw(`excluded.${column.name}`);
  await db
    .insert(notificationChoices)
    .values(kept)
    .onConflictDoUpdate({
      target: [notificationChoices.accountId, topic],
      set: { inApp: excluded(inApp), desktop: excluded(desktop), email: excluded(email) },
    });
}

export async function savePreferences(db: Db, accountId: number, { quiet, sound, popUps }: Preferences): Promise<void> {
  const values = {
    quietOn: quiet.on,
    quietFrom: minuteOf(quiet.from),
    quietUntil: minuteOf(quiet.until),
    quietDays: [...quiet.days].sort(),
    quietUrgent: quiet.urgent,
    sound,
    popUps,
  };
  await db
    .insert(notificationPreferences)
    .values({ accountId, ...values })
    .onConflictDoUpdate({ target: notificationPreferences.accountId, set: values });
}
