import type { FlagOverrides, GroupOverrides } from '@portico/contracts/rights/flags.ts';
import { type SQL, sql } from 'drizzle-orm';

/** Per place (workspace, company, group, contact) one setting holds what it says of the permissions, one which queues it allows. */
export const FLAGS_KEY = 'contact.flags';
export const QUEUES_KEY = 'contact.queues';

export interface StoredCascade {
  readonly global: FlagOverrides | null;
  readonly company: FlagOverrides | null;
  readonly groups: readonly GroupOverrides[];
  readonly contact: FlagOverrides | null;
}

const valueAt = (key: string, scope: 'global' | 'company' | 'contact', id: SQL): SQL =>
  sql`(select v.value from settings v where v.key = ${sql.raw(`'${key}'`)} and v.scope = ${sql.raw(`'${scope}'`)} and v.scope_id = ${id})`;

/** Joins `m` (the contact's memberships) with the groups that count, `g`, and what they say, `v`: guests inherit nothing. */
const sayingGroups = (key: string, companyId: SQL): SQL => sql`contact_group_members m
  join contact_groups g on g.id = m.group_id and m.role <> 'guest' and g.company_id = ${companyId} and g.active and g.deleted_at is null
  join settings v on v.key = ${sql.raw(`'${key}'`)} and v.scope = 'group' and v.scope_id = g.id`;

/** What the places say of a contact's permissions, each by its primary key. */
export const flagCascade = (contactId: SQL, companyId: SQL): SQL<StoredCascade> =>
  sql<StoredCascade>`json_build_object('global', ${valueAt(FLAGS_KEY, 'global', sql`0`)}, 'company', ${valueAt(FLAGS_KEY, 'company', companyId)},
    'groups', coalesce((select json_agg(json_build_object('id', g.id, 'name', g.name, 'flags', v.value) order by g.id)
      from ${sayingGroups(FLAGS_KEY, companyId)} where m.contact_id = ${contactId}), '[]'),
    'contact', ${valueAt(FLAGS_KEY, 'contact', contactId)})`;

/** The lists of a contact's groups added up; null where none has one, an empty list where all that have one are empty. */
export const groupQueues = (contactId: SQL, companyId: SQL): SQL<number[] | null> =>
  sql<number[] | null>`(select coalesce(jsonb_agg(distinct q.value) filter (where q.value is not null), '[]')
    from ${sayingGroups(QUEUES_KEY, companyId)} left join lateral jsonb_array_elements(v.value) q on true
    where m.contact_id = ${contactId} having count(*) > 0)`;

/** The queues whose tickets the contact may see: the most specific list that there is; null = every queue. */
export const queueCascade = (contactId: SQL, companyId: SQL): SQL<number[] | null> =>
  sql<number[] | null>`coalesce(${valueAt(QUEUES_KEY, 'contact', contactId)}, ${groupQueues(contactId, companyId)},
    ${valueAt(QUEUES_KEY, 'company', companyId)}, ${valueAt(QUEUES_KEY, 'global', sql`0`)})`;

/** One switch as SQL, for lists: what holds for the contact, apart from its role. */
export const flagHeld = (flag: string, fallback: boolean, contactId: SQL, companyId: SQL): SQL<boolean> => {
  const said = (scope: 'global' | 'company' | 'contact', id: SQL) => sql`${valueAt(FLAGS_KEY, scope, id)} -> ${flag}::text`;
  const byGroups = sql`(select v.value -> ${flag}::text from ${sayingGroups(FLAGS_KEY, companyId)}
    where m.contact_id = ${contactId} and jsonb_exists(v.value, ${flag}::text)
    order by v.value -> ${flag}::text = 'false'::jsonb, g.id limit 1)`;
  return sql<boolean>`(coalesce(${said('contact', contactId)}, ${byGroups}, ${said('company', companyId)}, ${said('global', sql`0`)},
    ${String(fallback)}::jsonb) not in ('false'::jsonb))`;
};

/** Group tags of a contact by what it may do with them. */
export const groupTagIds = (right: 'may_view' | 'may_approve', contactId: SQL): SQL<number[]> =>
  sql<
    number[]
  >`coalesce((select json_agg(x.tag_id order by x.tag_id) from contact_group_tags x where x.contact_id = ${contactId} and x.${sql.raw(right)}), '[]')`;
