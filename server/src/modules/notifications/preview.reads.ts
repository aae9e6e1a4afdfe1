import type { EmailWhen } from '@portico/contracts/notifications/shapes.ts';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { isoText } from '../../kernel/db/columns.ts';
import type { Past } from './preview.rules.ts';

/** One person's notices since an instant, by topic and quarter of an hour: a week has at most 672 of them per topic, however much happened. */
export async function listPast(db: Db, accountId: number, since: string): Promise<Past[]> {
  const quarter = sql`date_bin('15 minutes', n.created_at, timestamptz '2020-01-01')`;
  const { rows } = await db.execute<Past & Record<string, unknown>>(sql`
    select n.topic, ${isoText(quarter)} as at, n.critical, count(*)::int as count from notices n
    where n.account_id = ${accountId} and n.created_at >= ${since}::timestamptz and n.topic is not null
    group by n.topic, ${quarter}, n.critical`);
  return rows;
}

export interface Unmailed {
  readonly topic: string;
  readonly why: Exclude<EmailWhen, 'immediate'> | 'held';
  readonly count: number;
  readonly until: string | null;
}

/** What was told since an instant without a mail of its own, by the setting that said so; only what the reader may still see. */
export async function listUnmailed(db: Db, accountId: number, since: string, readable: SQL): Promise<Unmailed[]> {
  const { rows } = await db.execute<Unmailed & Record<string, unknown>>(sql`
    with recent as (select topic, case when held_at is not null then 'held' else email end as why, digest_at, held_until from notices
      where account_id = ${accountId} and created_at >= ${since}::timestamptz and topic is not null and mail_id is null
        and (held_at is not null or email <> 'immediate') and ${readable})
    select topic, why, count(*)::int as count, ${isoText(sql`min(case when why = 'held' then held_until else digest_at end)`)} as until
    from recent group by topic, why order by count desc, topic`);
  return rows;
}
