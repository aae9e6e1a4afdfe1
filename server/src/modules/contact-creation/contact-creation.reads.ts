import type { ContactCreation, CreationRule, Named } from '@portico/contracts/contact-creation/shapes.ts';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { accountOpen, companyOpen } from '../portal-access/index.ts';
import { isPublicDomain, readAddress } from './addresses.rules.ts';
import type { Candidate, CreationFacts, KnownAccount } from './contact-creation.rules.ts';

const MOST = 200;
const listOf = (texts: readonly string[]): SQL => sql`(select json_array_elements_text(${sql.param(JSON.stringify(texts))}::json))`;

interface Row extends Record<string, unknown> {
  rule: CreationRule;
  catchAll: Candidate | null;
  known: KnownAccount[];
  bySid: Candidate[];
  byDomain: (Candidate & { domains: string[]; confirmed: boolean })[];
}

/** Everything the decision about an address rests on, in one statement. */
export async function loadCreationFacts(db: Db, email: string, sid: string | null): Promise<CreationFacts> {
  const { spellings, domains, hasTag } = readAddress(email);
  const key = sid?.trim().toUpperCase() || null;
  const company = sql`json_build_object('id', c.id, 'name', c.name, 'open', ${companyOpen(sql`c`)})`;
  const rows = await db.execute<Row>(sql`select r.rule,
    (select ${company} from companies c where c.id = r.catch_all_company_id and c.is_catch_all) as "catchAll",
    coalesce((select json_agg(json_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'open', ${accountOpen(sql`a`, sql`c`)},
      'company', case when c.id is null then null else json_build_object('id', c.id, 'name', c.name) end) order by a.id)
      from accounts a left join companies c on c.id = a.company_id where a.email_key in ${listOf(spellings)}), '[]') as known,
    coalesce((select json_agg(${company} order by c.id) from company_sids s join companies c on c.id = s.company_id
      where s.sid = ${key}), '[]') as "bySid",
    coalesce((select json_agg(json_build_object('id', c.id, 'name', c.name, 'open', ${companyOpen(sql`c`)}, 'domains', d.domains, 'confirmed', d.confirmed) order by c.id)
      from (select d.company_id, json_agg(d.domain) as domains, bool_or(exists (select 1 from confirmed_public_domains p
          where p.company_id = d.company_id and p.domain = d.domain)) as confirmed
        from company_domains d where d.domain in ${listOf(domains)} group by d.company_id) d
      join companies c on c.id = d.company_id), '[]') as "byDomain"
    from contact_creation r where r.id = 1`);
  const row = rows.rows[0];
  if (!row) throw new Error('The row of contact_creation is missing.');
  const isPublic = domains.some(isPublicDomain);
  const byDomain = row.byDomain.filter(({ confirmed }) => !isPublic || confirmed);
  return {
    rule: row.rule,
    catchAll: row.catchAll,
    known: row.known,
    hasTag,
    sid: key,
    bySid: row.bySid,
    byDomain: byDomain.map(({ id, name, open }) => ({ id, name, open })),
    isPublic: isPublic && byDomain.length === 0,
  };
}

/** The settings, and the domains that need somebody's decision. */
export async function readContactCreation(db: Db): Promise<ContactCreation> {
  const settings = await db.execute<{ rule: CreationRule; version: number; catchAll: Named | null }>(sql`
    select r.rule, r.version, (select json_build_object('id', c.id, 'name', c.name) from companies c where c.id = r.catch_all_company_id) as "catchAll"
    from contact_creation r where r.id = 1`);
  const domains = await db.execute<{ domain: string; company: Named; confirmed: boolean; shared: boolean }>(sql`
    select d.domain, json_build_object('id', c.id, 'name', c.name) as company,
      exists (select 1 from confirmed_public_domains p where p.company_id = d.company_id and p.domain = d.domain) as confirmed,
      count(*) over (partition by d.domain) > 1 as shared
    from company_domains d join companies c on c.id = d.company_id order by d.domain, c.name, c.id`);
  const row = settings.rows[0];
  if (!row) throw new Error('The row of contact_creation is missing.');
  const shared = new Map<string, Named[]>();
  for (const one of domains.rows) if (one.shared) shared.set(one.domain, [...(shared.get(one.domain) ?? []), one.company]);
  return {
    ...row,
    publicDomains: domains.rows
      .filter(({ domain }) => isPublicDomain(domain))
      .slice(0, MOST)
      .map(({ domain, company, confirmed }) => ({ domain, company, confirmed })),
    sharedDomains: [...shared].slice(0, MOST).map(([domain, companies]) => ({ domain, companies })),
  };
}

/** Does the company exist, is it a catch-all company, has it people already? */
export async function findCatchAllFacts(db: Db, id: number): Promise<{ isCatchAll: boolean; hasPeople: boolean } | null> {
  const rows = await db.execute<{ isCatchAll: boolean; hasPeople: boolean }>(sql`
    select c.is_catch_all as "isCatchAll", exists (select 1 from accounts a where a.company_id = c.id) as "hasPeople"
    from companies c where c.id = ${id} for update`);
  return rows.rows[0] ?? null;
}
