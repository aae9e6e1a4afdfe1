import type { FlagOverrides } from '@portico/contracts/rights/flags.ts';
import { type SQL, sql } from 'drizzle-orm';

/** Per place (workspace, company, contact) one setting holds what it says of the permissions, one which queues it allows. */
export const FLAGS_KEY = 'contact.flags';
export const QUEUES_KEY = 'contact.queues';

export interface StoredCascade {
  readonly global: FlagOverrides | null;
  readonly company: FlagOverrides | null;
  readonly contact: FlagOverrides | null;
}

const valueAt = (key: string, scope: 'global' | 'company' | 'contact', id: SQL): SQL =>
  sql`(select v.value from settings v where v.key = ${sql.raw(`'${key}'`)} and v.scope = ${sql.raw(`'${scope}'`)} and v.scope_id = ${id})`;

/** What the three places say of a contact's permissions, each by its primary key. */
export const flagCascade = (contactId: SQL, companyId: SQL): SQL<StoredCascade> =>
  sql<StoredCascade>`json_build_object('global', ${valueAt(FLAGS_KEY, 'global', sql`0`)}, 'company', ${valueAt(FLAGS_KEY, 'company', companyId)},
    'contact', ${valueAt(FLAGS_KEY, 'contact', contactId)})`;

/** The queues whose tickets the contact may see: the most specific list that there is; null = every queue. */
export const queueCascade = (contactId: SQL, companyId: SQL): SQL<number[] | null> =>
  sql<number[] | null>`coalesce(${valueAt(QUEUES_KEY, 'contact', contactId)}, ${valueAt(QUEUES_KEY, 'company', companyId)},
    ${valueAt(QUEUES_KEY, 'global', sql`0`)})`;

/** One switch as SQL, for lists: what holds for the contact, apart from its role. */
export const flagHeld = (flag: string, fallback: boolean, contactId: SQL, companyId: SQL): SQL<boolean> => {
  const said = (scope: 'global' | 'company' | 'contact', id: SQL) => sql`${valueAt(FLAGS_KEY, scope, id)} -> ${flag}::text`;
  return sql<boolean>`(coalesce(${said('contact', contactId)}, ${said('company', companyId)}, ${said('global', sql`0`)}, ${String(fallback)}::jsonb)
    not in ('false'::jsonb))`;
};

/** Group tags of a contact by what it may do with them. */
export const groupTagIds = (right: 'may_view' | 'may_approve', contactId: SQL): SQL<number[]> =>
  sql<
    number[]
  >`coalesce((select json_agg(x.tag_id order by x.tag_id) from contact_group_tags x where x.contact_id = ${contactId} and x.${sql.raw(right)}), '[]')`;
