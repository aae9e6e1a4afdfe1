import type { RouteContract } from '@portico/contracts/kernel/route.ts';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app.ts';
import { nowIso } from '../../src/kernel/clock.ts';
import { insertComments, insertTickets } from '../ticket-samples.ts';
import type { Caller } from './actors.ts';
import { REQUESTS } from './requests.ts';
import { type Scene, scene } from './scene.ts';

const reads = modules
  .flatMap((module) => module.routes ?? [])
  .map((route) => route.contract)
  .filter((contract) => contract.method === 'GET');

let s: Scene;
/** A ticket with a long conversation. */
let longTicket: number;
beforeAll(async () => {
  s = await scene();
  const { w } = s;
  const { owner, cc, manag, master, admin, member } = s.people;
  const owners = [owner, cc, manag].map((one) => ({ id: one.id, companyId: one.companyId }));
  await insertTickets(w.db, { owners, assignees: [null, admin.id, member.id, master.id], desk: w.desk, count: 240 });
  longTicket = (await w.ticket({ from: owner })).id;
  await insertComments(w.db, { ticketId: longTicket, authorId: owner.id, count: 80 });
  const now = nowIso();
  const many = sql`generate_series(1, 60) n`;
  await w.db.execute(sql`insert into companies (name, created_at, updated_at) select 'Sample ' || n, ${now}, ${now} from ${many}`);
  await w.db.execute(sql`with made as (insert into accounts (kind, company_id, name, email, created_at, updated_at)
    select 'contact', ${s.home.id}, 'Sample ' || n, 'sample' || n || '@example.test', ${now}, ${now} from ${many} returning id) insert into contacts (id) select id from made`);
  await w.db.execute(sql`with made as (insert into accounts (kind, name, email, created_at, updated_at)
    select 'tech', 'Sample ' || n, 'sampletech' || n || '@example.test', ${now}, ${now} from ${many} returning id) insert into techs (id, role) select id, 'member' from made`);
  await w.db.execute(sql`insert into scim_connections (name, audience, may_adopt, tech_role, created_at, updated_at)
    select 'Sample ' || n, 'staff', false, 'member', ${now}, ${now} from ${many}`);
  await w.db.execute(sql`insert into tags (name) select 'Sample ' || n from ${many}`);
  await w.db.execute(
    sql`insert into inbox_messages (message_id, from_address, to_address, subject, received_at) select 'm' || n, 'a@x', 'b@x', 'S', ${now} from ${many}`,
  );
  await w.db.execute(
    sql`insert into mails (message_id, dedupe_key, kind, to_address, subject, created_at) select 'm' || n, 'd' || n, 'test', 'b@x', 'S', ${now} from ${many}`,
  );
  for (const account of [owner.id, master.id])
    await w.db.execute(sql`insert into mails (message_id, dedupe_key, kind, account_id, to_address, subject, created_at)
      select 'own' || ${account}::int || '-' || n, 'own' || ${account}::int || '-' || n, 'test', ${account}::int, 'b@x', 'S', ${now} from ${many}`);
  await w.db.execute(
    sql`insert into sign_in_attempts (at, email_key, method, result) select ${now}, 'sample' || n || '@example.test', 'email-code', 'ok' from ${many}`,
  );
  await w.db.execute(
    sql`insert into personal_exports (account_id, state, created_at) select ${s.spareContact.id}, 'done', ${now} from ${many}`,
  );
  await w.db.execute(sql`insert into relocations (contact_id, from_company_id, to_company_id, tickets, state, counts, created_at)
    select ${s.spareContact.id}, ${s.home.id}, ${s.away.id}, 'stay', 'done', '{"tickets":0,"of":0,"groups":0,"overrides":0,"sessions":0,"colleagues":0}', ${now} from ${many}`);
  await w.db.execute(sql`with made as (insert into accounts (kind, company_id, name, email, created_at, updated_at)
    select 'contact', ${s.home.id}, 'Twin ' || n, 'twin' || n || side || '@example.test', ${now}, ${now} from ${many}, (values ('a'), ('b')) v (side) returning id)
    insert into contacts (id) select id from made`);
  await w.db.execute(sql`insert into merges (kind, loser_id, winner_id, company_ids, state, created_at, undo_until)
    select 'contact', ${s.spareContact.id}, ${owner.id}, array[${s.home.id}::int], 'undone', ${now}, ${now} from ${many}`);
  await w.db.execute(sql`insert into group_tags (name) select 'Sample ' || n from ${many}`);
  await w.db.execute(sql`with made as (insert into contact_groups (company_id, name) select ${s.home.id}, 'Sample ' || n from ${many} returning id)
    insert into contact_group_members (group_id, contact_id, role) select id, ${owner.id}, 'regular' from made`);
  await w.db.execute(sql`insert into contact_group_members (group_id, contact_id, role)
    select ${s.groupId}, id, 'regular' from accounts where company_id = ${s.home.id} and name like 'Sample%'`);
  for (const account of [owner.id, master.id])
    await w.db.execute(sql`insert into notices (account_id, change_id, event_id, kind, ticket_id, subject, lead, link, created_at)
      select ${account}::int, gen_random_uuid(), n, 'ticket.commented', ${s.ticketId}::int, '{"key":"a","values":{}}', '{"key":"a","values":{}}', '/portal', ${now} from ${many}`);
  for (let n = 0; n < 60; n++) await w.services.jobs.send(w.db, 'mail.deliver', { mailId: n });
}, 120_000);
afterAll(() => s?.w.close());

async function cost(contract: RouteContract, path: string, who: Caller, body?: object) {
  const { count, result, statements } = await s.w.countStatements(() =>
    s.w.app.inject({
      method: contract.method,
      url: `/api/v1${path}`,
      headers: { ...who.headers(contract.scope), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { payload: JSON.stringify(body) } : {}),
    }),
  );
  expect(result.statusCode, `${path}: ${result.body.slice(0, 300)}`).toBeLessThan(300);
  // One statement is authentication's; "last seen" is written beside the request, once a minute.
  const own = statements.filter((text) => !/^update "?(sessions|api_keys|accounts)"? set "?last_/i.test(text)).length - 1;
  return { own, count, items: result.json().items?.length ?? 0, statements };
}

const inAudience = (contract: RouteContract): Caller[] => [
  ...('contact' in contract.reply || 'anyone' in contract.reply ? [s.callers.owner] : []),
  ...('tech' in contract.reply ? [s.callers.master] : []),
];

describe('a page of 50 rows costs as many statements as a page of one', () => {
  const lists = reads.filter((contract) => 'limit' in ((contract.query as { properties?: object } | undefined)?.properties ?? {}));
  it.each(lists.map((contract) => [contract.id, contract] as const))('%s', async (id, contract) => {
    const made = (await REQUESTS[id]!(s, s.callers.master)).path;
    const path = made.replace(`/tickets/${s.ticketId}/`, `/tickets/${longTicket}/`);
    const at = (limit: number) => `${path.replace('zqinternal', 'sample')}${path.includes('?') ? '&' : '?'}limit=${limit}`;
    const most = id === 'search.all' ? 25 : 50;
    for (const who of inAudience(contract)) {
      await cost(contract, at(1), who);
      const [one, many] = [await cost(contract, at(1), who), await cost(contract, at(most), who)];
      if (id !== 'search.all') expect([one.items, many.items], `${id} by ${who.kind}`).toEqual([1, most]);
      expect(many.own, `${id} by ${who.kind}: ${many.statements.join('\n')}`).toBe(one.own);
    }
  });
});

describe('budgets beside authentication', () => {
  const contractOf = (id: string): RouteContract =>
    modules.flatMap((module) => module.routes ?? []).find((route) => route.contract.id === id)!.contract;
  const BUDGETS: readonly (readonly [id: string, path: () => string, most: number, body?: () => object])[] = [
    ['tickets.list', () => '/tickets?limit=50', 3],
    ['tickets.list', () => '/tickets?limit=50&q=sample&sort=relevance', 3],
    ['companies.list', () => '/companies?limit=50', 3],
    ['contacts.list', () => '/contacts?limit=50', 3],
    ['contactGroups.list', () => '/contact-groups?limit=50', 3],
    ['contactGroups.members', () => `/contact-groups/${s.groupId}/members?limit=50`, 3],
    ['techs.list', () => '/techs?limit=50', 3],
    ['mails.list', () => '/mails?limit=50', 3],
    ['jobs.list', () => '/jobs?limit=50', 3],
    ['notices.list', () => '/notices?limit=50', 3],
    ['me.notifications', () => '/me/notifications', 4],
    ['me.previewNotifications', () => '/me/notifications/preview', 5, () => ({})],
    ['me.mails', () => '/me/mails?limit=50', 3],
    ['inbox.list', () => '/inbox?limit=50', 3],
    ['rights.listContacts', () => '/contact-rights/contacts?flag=vip&on=false&limit=50', 3],
    ['rights.listCompanies', () => '/contact-rights/companies?flag=vip&own=false&limit=50', 3],
    ['groupTags.list', () => '/group-tags?limit=50', 3],
    ['rights.whyTicket', () => `/why/ticket?accountId=${s.people.owner.id}&number=${s.ticketId}`, 9],
    ['tickets.get', () => `/tickets/${s.ticketId}`, 5],
    ['tickets.timeline', () => `/tickets/${longTicket}/timeline`, 5],
    [
      'tickets.create',
      () => '/tickets',
      8,
      () => ({ title: 'Within budget', descriptionHtml: '<p>Words</p>', contactId: s.people.owner.id }),
    ],
  ];
  it.each(BUDGETS.map((one) => [`${one[0]} ≤ ${one[2]}`, one] as const))('%s', async (_name, [id, path, most, body]) => {
    const contract = contractOf(id);
    for (const who of inAudience(contract)) {
      const { own, statements } = await cost(contract, path(), who, body?.());
      expect(own, `${id} by ${who.kind}:\n${statements.join('\n')}`).toBeLessThanOrEqual(most);
    }
  });
  it('every other read stays within eight', async () => {
    for (const contract of reads) {
      const name = Object.keys(REQUESTS).find((one) => one === contract.id || one.startsWith(`${contract.id}#`))!;
      for (const who of inAudience(contract)) {
        if (contract.permission === 'contact' && who.kind !== 'owner') continue;
        const answer = await s.w.countStatements(async () =>
          s.w.app.inject({ url: `/api/v1${(await REQUESTS[name]!(s, who)).path}`, headers: who.headers(contract.scope) }),
        );
        expect(answer.count, `${contract.id}: ${answer.statements.join('\n')}`).toBeLessThanOrEqual(9);
      }
    }
  });
});
