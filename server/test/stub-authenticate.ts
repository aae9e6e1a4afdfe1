import { sql } from 'drizzle-orm';
import { hashToken } from '../src/kernel/crypto/crypto.ts';
export async function stubAuthenticate(db: any, facts: any): Promise<any> {
  const none = {
    actor: { kind: 'anonymous', audience: 'anyone', accountId: null, via: null, scopes: null, sessionId: null },
    credential: { kind: 'none' },
  };
  if (!facts.sessionToken) return none;
  const { rows } = await db.execute(sql`select s.id as sid, a.id, a.kind, a.company_id, c.is_manager, t.role,
    case when t.queues_restricted then (select coalesce(json_agg(queue_id), '[]') from tech_queues q where q.tech_id = a.id) end as queues,
    case when t.companies_restricted then (select coalesce(json_agg(company_id), '[]') from tech_companies q where q.tech_id = a.id) end as companies
    from sessions s join accounts a on a.id = s.account_id left join contacts c on c.id = a.id left join techs t on t.id = a.id where s.token_hash = ${hashToken(facts.sessionToken)}`);
  const r = rows[0];
  if (!r) return none;
  const base = { accountId: r.id, via: null, scopes: null, sessionId: r.sid };
  const actor =
    r.kind === 'contact'
      ? { ...base, kind: 'contact', audience: 'contact', companyId: r.company_id, isManager: r.is_manager }
      : { ...base, kind: 'tech', audience: 'tech', role: r.role, queueIds: r.queues, companyIds: r.companies, teamIds: [] };
  return { actor, credential: { kind: 'session', id: r.sid }, proven: true };
}
