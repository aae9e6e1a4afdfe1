import { lt, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { knownBrowsers } from './access.schema.ts';

export interface BrowserHistory {
  /** Got in with this address before. */
  readonly isKnown: boolean;
  /** Browsers that did; 0 at the very first sign-in. */
  readonly others: number;
  /** Of these, the ones that came in the last day. */
  readonly newToday: number;
}

/** Notes that a browser got in with an address, and tells what was known before. Two sign-ins at once count one after the other. */
export async function noteBrowser(db: Db, emailKey: string, browserHash: string, now: string, dayAgo: string): Promise<BrowserHistory> {
  const { rows } = await db.execute<{ known: boolean; others: number; today: number }>(sql`
    with before as (
      select coalesce(bool_or(browser_hash = ${browserHash}), false) as known,
        (count(*) filter (where browser_hash <> ${browserHash}))::int as others,
        (count(*) filter (where browser_hash <> ${browserHash} and first_seen_at > ${dayAgo}))::int as today
      from known_browsers where email_key = ${emailKey}
    ), noted as (
      insert into known_browsers (email_key, browser_hash, first_seen_at, last_seen_at)
      values (${emailKey}, ${browserHash}, ${now}, ${now})
      on conflict (email_key, browser_hash) do update set last_seen_at = excluded.last_seen_at returning 1
    ) select before.* from before, noted`);
  const [row] = rows;
  return { isKnown: row?.known ?? false, others: row?.others ?? 0, newToday: row?.today ?? 0 };
}

/** Their cookie ran out, so they will not be recognised again. */
export async function forgetBrowsers(db: Db, before: string): Promise<void> {
  await db.delete(knownBrowsers).where(lt(knownBrowsers.lastSeenAt, before));
}
