import type { MergeKind } from '@portico/contracts/merges/shapes.ts';
import { COMPANY_FOLLOWS, CONTACT_FOLLOWS, type Relation } from './relations.ts';

/** One kind of rows that a merge changes or removes; repeated until none is left. Texts are SQL of our own, ids are numbers. */
export interface Step {
  readonly table: string;
  readonly act: 'change' | 'remove';
  readonly key: readonly string[];
  /** `t` is the row. */
  readonly where: string;
  /** New values, in SQL. */
  readonly set?: Readonly<Record<string, string>>;
  readonly versioned?: boolean;
  /** As in a relation: noted with the new values. */
  readonly beside?: readonly string[];
}
export interface Pair {
  readonly loserId: number;
  readonly winnerId: number;
}
/** The companies of two contacts. */
export interface Homes {
  readonly loser: number;
  readonly winner: number;
  /** The two companies are becoming this one. */
  readonly together?: number;
}

function follow({ table, column, key, twin, only, versioned, beside }: Relation, pair: Pair): Step[] {
  const mine = `t.${column} = ${pair.loserId}${only ? ` and ${only}` : ''}`;
  const change: Step = {
    table,
    act: 'change',
    key,
    where: mine,
    set: { [column]: String(pair.winnerId) },
    ...(versioned ? { versioned } : {}),
    ...(beside ? { beside } : {}),
  };
  if (!twin) return [change];
  const same = twin.map((other) => `w.${other} is not distinct from t.${other}`).join(' and ');
  const has = `exists (select 1 from ${table} w where w.${column} = ${pair.winnerId} and ${same})`;
  return [{ table, act: 'remove', key, where: `${mine} and ${has}` }, change];
}

/** Who owns a ticket is not in copy besides, whichever of the two was what. */
const onceEach = ({ loserId, winnerId }: Pair): Step[] =>
  [
    [loserId, winnerId, "t.role = 'cc'"],
    [winnerId, loserId, "t.role = 'cc' and o.role = 'owner'"],
  ].map(([mine, other, when]) => ({
    table: 'ticket_participants',
    act: 'remove',
    key: ['ticket_id', 'account_id', 'role'],
    where: `t.account_id = ${mine} and exists (select 1 from ticket_participants o where o.ticket_id = t.ticket_id and o.account_id = ${other} and ${when})`,
  }));

const oneCompany = ({ loser, winner, together }: Homes): boolean => loser === winner || together !== undefined;

/** A ticket belongs to the company of its owner, unless it is a group's; colleagues of the other company do not come along. */
function otherCompany({ loserId, winnerId }: Pair, homes: Homes): Step[] {
  const company = homes.together ?? homes.winner;
  if (homes.loser === company) return [];
  const follows: Step = {
    table: 'tickets',
    act: 'change',
    key: ['id'],
    where: `t.contact_id = ${loserId} and t.company_id = ${homes.loser} and t.contact_group_id is null`,
    set: { contact_id: String(winnerId), company_id: String(company) },
    versioned: true,
  };
  // The colleagues are in that company a moment later.
  if (oneCompany(homes)) return [follows];
  return [
    {
      table: 'ticket_participants',
      act: 'remove',
      key: ['ticket_id', 'account_id', 'role'],
      where: `t.ticket_id in (select k.id from tickets k where k.contact_id = ${loserId} and k.company_id = ${homes.loser} and k.contact_group_id is null)
        and t.account_id not in (${loserId}, ${winnerId})
        and exists (select 1 from accounts a where a.id = t.account_id and a.kind = 'contact' and a.company_id <> ${homes.winner})`,
    },
    follows,
  ];
}

/** What another system calls this record; it stays with the stub where the winner has a name there already. */
const externalNames = (entity: MergeKind, { loserId, winnerId }: Pair): Step => ({
  table: 'external_links',
  act: 'change',
  key: ['system', 'entity', 'external_id'],
  where: `t.entity = '${entity}' and t.local_id = ${loserId} and not exists (select 1 from external_links w
    where w.system = t.system and w.entity = t.entity and w.local_id = ${winnerId})`,
  set: { local_id: String(winnerId) },
});

export const contactSteps = (pair: Pair, homes: Homes): readonly Step[] => [
  ...onceEach(pair),
  ...otherCompany(pair, homes),
  ...CONTACT_FOLLOWS.filter((relation) => !relation.inOneCompany || oneCompany(homes)).flatMap((relation) => follow(relation, pair)),
  externalNames('contact', pair),
];

export const companySteps = (pair: Pair): readonly Step[] => [
  // Two groups of one name are two groups: the loser's says where it comes from.
  {
    table: 'contact_groups',
    act: 'change',
    key: ['id'],
    where: `t.company_id = ${pair.loserId} and t.deleted_at is null and exists (select 1 from contact_groups w
      where w.company_id = ${pair.winnerId} and lower(w.name) = lower(t.name) and w.deleted_at is null)`,
    set: { name: "left(t.name, 85) || ' (' || t.id || ')'" },
    versioned: true,
  },
  // A sign-in service of the loser must never open the winner's people.
  {
    table: 'identity_providers',
    act: 'change',
    key: ['id'],
    where: `t.company_id = ${pair.loserId} and t.enabled`,
    set: { enabled: 'false' },
    versioned: true,
  },
  // The same for a directory that sends accounts.
  {
    table: 'scim_connections',
    act: 'change',
    key: ['id'],
    where: `t.company_id = ${pair.loserId} and t.enabled`,
    set: { enabled: 'false' },
    versioned: true,
  },
  // A list of companies that holds for all of the staff.
  {
    table: 'settings',
    act: 'change',
    key: ['key', 'scope', 'scope_id'],
    where: `t.key = 'staff.restrictions' and t.value -> 'companyIds' @> '${pair.loserId}'`,
    set: {
      value: `jsonb_set(t.value, '{companyIds}', (select jsonb_agg(distinct case when x = '${pair.loserId}' then '${pair.winnerId}'::jsonb else x end)
        from jsonb_array_elements(t.value -> 'companyIds') x))`,
    },
  },
  ...COMPANY_FOLLOWS.flatMap((relation) => follow(relation, pair)),
  externalNames('company', pair),
];
