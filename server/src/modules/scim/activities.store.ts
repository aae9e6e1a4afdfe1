import { sql } from 'drizzle-orm';
import type { Ctx, Db } from '../../kernel/context.ts';
import { scimActivities } from './scim.schema.ts';

/** Enough to see a whole first synchronisation, and never a table that a broken directory fills. */
const MOST_KEPT = 50_000;
const LONGEST_SUBJECT = 254;

export interface Activity {
  readonly action: typeof scimActivities.$inferInsert.action;
  readonly accountId?: number | null;
  readonly subject: string;
  readonly status: number;
  readonly code?: string;
  readonly detail?: string;
}

export async function noteActivity(ctx: Pick<Ctx, 'tx' | 'now' | 'traceId'>, connectionId: number, one: Activity): Promise<void> {
  await ctx.tx
    .insert(scimActivities)
    .values({ ...one, subject: one.subject.slice(0, LONGEST_SUBJECT), connectionId, at: ctx.now, traceId: ctx.traceId });
}

export async function deleteActivitiesBefore(db: Db, before: string): Promise<void> {
  await db.execute(sql`delete from scim_activities where at < ${before}`);
}

/** The oldest of connections that have more than can be of use. */
export async function trimActivities(db: Db): Promise<void> {
  await db.execute(sql`delete from scim_activities a using (
      select c.id, (select x.id from scim_activities x where x.connection_id = c.id order by x.id desc offset ${MOST_KEPT} limit 1) as last
      from scim_connections c) k
    where a.connection_id = k.id and a.id <= k.last`);
}
