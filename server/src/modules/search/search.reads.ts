import type { Actor } from '@portico/contracts/access/actor.ts';
import { sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { personMatches, prefixQuery, profileVisibleTo } from '../accounts/index.ts';
import { companyVisibleTo } from '../companies/index.ts';
import { contactVisibleTo } from '../contacts/index.ts';
import { techSeenBy } from '../techs/index.ts';

export interface FoundContact {
  readonly id: number;
  readonly email: string | null;
  readonly companyId: number;
  readonly companyName: string;
}
export interface FoundPeople {
  readonly contacts: readonly FoundContact[];
  readonly companies: readonly { readonly id: number; readonly name: string }[];
  readonly techIds: readonly number[];
}

/** People and companies whose words begin like these, by name, in one statement; the right to see them is part of it. */
export async function findPeople(db: Db, actor: Actor, typed: string, limit: number): Promise<FoundPeople> {
  const words = prefixQuery(typed);
  if (words === null) return { contacts: [], companies: [], techIds: [] };
  const named = personMatches(actor, typed) ?? sql`false`;
  const contactsSeen = contactVisibleTo(actor) ?? sql`true`;
  const companiesSeen = companyVisibleTo(actor) ?? sql`true`;
  const { rows } = await db.execute<{ found: FoundPeople }>(sql`
    select json_build_object(
      'contacts', (select coalesce(json_agg(json_build_object('id', x.id, 'email', x.email, 'companyId', x.company_id, 'companyName', x.company_name)
          order by lower(x.name), x.id), '[]') from (
        select accounts.id, accounts.name, case when ${profileVisibleTo(actor)} then accounts.email end as email, accounts.company_id, companies.name as company_name
        from accounts join companies on companies.id = accounts.company_id
        where accounts.kind = 'contact' and accounts.active and ${named} and ${contactsSeen}
        order by lower(accounts.name), accounts.id limit ${limit}) x),
      'companies', (select coalesce(json_agg(json_build_object('id', x.id, 'name', x.name) order by lower(x.name), x.id), '[]') from (
        select companies.id, companies.name from companies where companies.active and companies.search @@ ${words} and ${companiesSeen}
        order by lower(companies.name), companies.id limit ${limit}) x),
      'techIds', (select coalesce(json_agg(x.id order by lower(x.name), x.id), '[]') from (
        select accounts.id, accounts.name from accounts where accounts.kind = 'tech' and accounts.active and ${named} and ${techSeenBy(actor)}
        order by lower(accounts.name), accounts.id limit ${limit}) x)) as found`);
  return rows[0]!.found;
}
