import type { Actor } from '@portico/contracts/access/actor.ts';
import type { PortalStanding } from '@portico/contracts/portal-access/shapes.ts';
import { sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { isoText } from '../../kernel/db/columns.ts';
import { personVisibleTo } from '../access/index.ts';
import { mailVisibleTo } from '../email/index.ts';
import { standingOf } from '../portal-access/index.ts';

export interface Known {
  readonly id: number;
  readonly name: string;
  readonly kind: 'contact' | 'tech';
  readonly company: { readonly id: number; readonly name: string } | null;
  readonly standing: PortalStanding;
  readonly passkeys: number;
}
export interface LastMail {
  readonly id: number;
  readonly state: string;
  readonly at: string;
  readonly error: string | null;
}
const MOST_PEOPLE = 20;

/** The people of the address this administrator may know of. */
export async function listKnown(db: Db, actor: Actor, emailKey: string): Promise<Known[]> {
  const rows = await db.execute<Known & Record<string, unknown>>(sql`select a.id, a.name, a.kind,
      case when c.id is null then null else json_build_object('id', c.id, 'name', c.name) end as company,
      (select count(*)::int from account_passkeys k where k.account_id = a.id) as passkeys,
      case when a.kind = 'tech' then case when a.active then 'open' else 'disabled' end else ${standingOf(sql`a`, sql`c`)} end as standing
    from accounts a left join companies c on c.id = a.company_id
    where a.email_key = ${emailKey} and ${personVisibleTo(actor, sql`a`)} order by a.kind, a.id limit ${MOST_PEOPLE}`);
  return rows.rows;
}

/** The newest sign-in mail to this address that this administrator may see a record of. */
export async function findLastSignInMail(db: Db, actor: Actor, emailKey: string): Promise<LastMail | null> {
  const rows = await db.execute<
    LastMail & Record<string, unknown>
  >(sql`select mails.id, mails.state, ${isoText(sql`mails.created_at`)} as at, mails.last_error as error
    from mails where lower(mails.to_address) = ${emailKey} and mails.kind = 'sign-in-code' and ${mailVisibleTo(actor) ?? sql`true`}
    order by mails.id desc limit 1`);
  return rows.rows[0] ?? null;
}

/** When a limit last kept this address out, within the last hour: attempts do not say more to anybody. */
export async function findLastLimit(db: Db, emailKey: string, since: string): Promise<string | null> {
  const rows = await db.execute<{ at: string }>(sql`select ${isoText(sql`at`)} as at from sign_in_attempts
    where email_key = ${emailKey} and at >= ${since} and reason = 'limit.exceeded' order by at desc limit 1`);
  return rows.rows[0]?.at ?? null;
}
