import { CAPABILITIES } from '@portico/contracts/rights/capabilities.ts';
import { FLAG_NAMES, flagIn } from '@portico/contracts/rights/flags.ts';
import { parse } from 'csv-parse/sync';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';
import { modules } from '../../app.ts';
import { viewAt } from './rights.rules.ts';

let w: World;
let master: Someone;
let admin: Someone;
let company: { id: number };
beforeAll(async () => {
  w = await world();
  master = await w.tech({ role: 'master-admin' });
  admin = await w.tech({ role: 'admin' });
  company = await w.company();
});
afterAll(() => w.close());

type Row = { flag: string; value: unknown; from: string; own: unknown; inherited: { value: unknown; from: string } };
const flagOf = async (path: string, flag: string): Promise<Row> =>
  (await admin.call('GET', path)).body.flags.find((one: Row) => one.flag === flag);
const contactIn = (companyId: number, values: object = {}) => w.contact({ companyId, ...values });

describe('allows', () => {
  it('workspace, company and contact to decide, the most specific wins, and each says where it comes from', async () => {
    const contact = await contactIn(company.id);
    const path = `/contacts/${contact.id}/rights`;
    expect(await flagOf(path, 'quotes')).toMatchObject({ value: false, from: 'default', own: null });
    expect((await master.call('PATCH', '/contact-rights', { flags: { quotes: true } })).status).toBe(200);
    expect(await flagOf(path, 'quotes')).toMatchObject({ value: true, from: 'global', own: null });
    expect((await admin.call('PATCH', `/companies/${company.id}/rights`, { flags: { quotes: false } })).status).toBe(200);
    expect(await flagOf(path, 'quotes')).toMatchObject({ value: false, from: 'company' });
    const set = await admin.call('PATCH', path, { flags: { quotes: true, helpPage: 'https://help.example/start' } });
    expect(set.status).toBe(200);
    expect(await flagOf(path, 'quotes')).toMatchObject({
      value: true,
      from: 'contact',
      own: true,
      inherited: { value: false, from: 'company' },
    });
    expect(await flagOf(path, 'helpPage')).toMatchObject({ value: 'https://help.example/start', from: 'contact' });
    await admin.call('PATCH', path, { flags: { quotes: null } });
    expect(await flagOf(path, 'quotes')).toMatchObject({ value: false, from: 'company', own: null });
    await master.call('PATCH', '/contact-rights', { flags: { quotes: null } });
  });

  it('a role stands above the cascade', async () => {
    const contact = await contactIn(company.id, { isVip: true });
    await admin.call('PATCH', `/contacts/${contact.id}/rights`, { flags: { vip: false } });
    expect(await flagOf(`/contacts/${contact.id}/rights`, 'vip')).toMatchObject({ value: true, from: 'role', own: false });
  });

  it('all tickets to be seen by whom the company gave it, at once; a catch-all company gives it to nobody', async () => {
    const home = await w.company();
    const [asker, other] = [await contactIn(home.id), await contactIn(home.id)];
    const ticket = await w.ticket({ from: asker });
    expect((await other.call('GET', `/tickets/${ticket.id}`)).status).toBe(404);
    await admin.call('PATCH', `/companies/${home.id}/rights`, { flags: { allTickets: true } });
    expect((await other.call('GET', `/tickets/${ticket.id}`)).status).toBe(200);
    expect((await other.call('GET', '/session')).body.account).toMatchObject({
      seesAllTickets: true,
      seesBeyondOwn: true,
      isManager: false,
    });
    await w.db.execute(sql`update companies set is_catch_all = true where id = ${home.id}`);
    expect((await other.call('GET', `/tickets/${ticket.id}`)).status).toBe(404);
  });

  it('an approver sees what waits for an approval, carriers of a group tag what the others carry, as far as they may', async () => {
    const home = await w.company();
    const [asker, approver, hr, plain] = [
      await contactIn(home.id),
      await contactIn(home.id),
      await contactIn(home.id),
      await contactIn(home.id),
    ];
    const ticket = await w.ticket({ from: asker });
    const sees = async (who: Someone) => (await who.call('GET', `/tickets/${ticket.id}`)).status === 200;
    await admin.call('PATCH', `/contacts/${approver.id}/rights`, { flags: { approver: true } });
    const tag = (await admin.call('POST', '/group-tags', { name: 'Human resources' })).body;
    const carry = (who: Someone, rights: object) =>
      admin.call('PUT', `/contacts/${who.id}/group-tags`, { items: [{ tagId: tag.id, mayView: false, mayApprove: false, ...rights }] });
    expect((await carry(asker, {})).status).toBe(200);
    await carry(hr, { mayView: true });
    await carry(plain, { mayApprove: true });
    expect([await sees(approver), await sees(hr), await sees(plain)]).toEqual([false, true, false]);
    const status = (await master.call('POST', '/statuses', { name: 'To be approved', kind: 'approval' })).body;
    await admin.call('PATCH', `/tickets/${ticket.id}`, { statusId: status.id });
    expect([await sees(approver), await sees(hr), await sees(plain)]).toEqual([true, true, true]);
    expect((await admin.call('DELETE', `/group-tags/${tag.id}`)).status).toBe(200);
    expect([await sees(approver), await sees(hr), await sees(plain)]).toEqual([true, false, false]);
  });

  it('lists by overridden and by the value that holds; many at once with a verdict for each', async () => {
    const home = await w.company();
    const people = [await contactIn(home.id), await contactIn(home.id), await contactIn(home.id, { isApprover: true })];
    const ids = async (more: string) =>
      (await admin.call('GET', `/contact-rights/contacts?flag=approver&companyId=${home.id}&${more}`)).body.items.map(
        (one: { id: number }) => one.id,
      );
    expect(await ids('on=true')).toEqual([people[2]!.id]);
    const bulk = await admin.call('POST', '/contact-rights/bulk', { contactIds: [people[0]!.id, 999_999], flags: { approver: true } });
    expect(bulk.body).toMatchObject({ changed: [people[0]!.id], refused: [{ id: 999_999, code: 'contact.notFound' }] });
    expect((await ids('on=true')).sort()).toEqual([people[0]!.id, people[2]!.id].sort());
    expect(await ids('own=true')).toEqual([people[0]!.id]);
    expect((await ids('own=false')).sort()).toEqual([people[1]!.id, people[2]!.id].sort());
    await admin.call('POST', '/contact-rights/bulk', { contactIds: [people[0]!.id], companyIds: [home.id], flags: { approver: null } });
    expect(await ids('own=true')).toEqual([]);
    const companies = await admin.call('GET', '/contact-rights/companies?flag=quotes&own=true');
    expect(companies.body.items).toContainEqual({ id: company.id, name: expect.any(String), value: false, from: 'company', own: false });
  });

  it('restrictions of the workspace hold for techs without a list of their own', async () => {
    const home = await w.company();
    const asker = await contactIn(home.id);
    const [support, projects] = w.desk.queues.map((queue) => queue.id) as [number, number];
    const [plain, own] = [await w.tech(), await w.tech({ queueIds: [support] })];
    const ticket = await w.ticket({ from: asker });
    const sees = async (who: Someone) => (await who.call('GET', `/tickets/${ticket.id}`)).status === 200;
    expect((await master.call('PUT', '/staff-restrictions', { queueIds: [projects], companyIds: null, categoryIds: null })).status).toBe(
      200,
    );
    expect([await sees(plain), await sees(own)]).toEqual([false, true]);
    const access = (await admin.call('GET', `/techs/${plain.id}/access`)).body;
    expect(access.restrictions).toContainEqual({ kind: 'queueIds', ids: [projects], from: 'global' });
    expect(access.capabilities).toContainEqual({ capability: 'companies.create', allowed: false, from: 'master-admin' });
    // The restricted master administrator cannot lift it himself; the server can.
    await w.db.execute(sql`delete from settings where key = 'staff.restrictions'`);
    expect(await sees(plain)).toBe(true);
  });
});

describe('refuses', () => {
  it('a restricted administrator reading or setting the rights of another company, and what holds for all', async () => {
    const [mine, foreign] = [await w.company(), await w.company()];
    const stranger = await contactIn(foreign.id);
    const narrow = await w.tech({ role: 'master-admin', companyIds: [mine.id] });
    for (const path of [`/companies/${foreign.id}/rights`, `/contacts/${stranger.id}/rights`]) {
      expect((await narrow.call('GET', path)).status).toBe(404);
      expect((await narrow.call('PATCH', path, { flags: { allTickets: true } })).status).toBe(404);
    }
    expect((await narrow.call('GET', `/contacts/${stranger.id}/group-tags`)).status).toBe(404);
    expect((await narrow.call('GET', `/contact-rights/contacts?flag=vip&companyId=${foreign.id}`)).body.items).toEqual([]);
    const bulk = await narrow.call('POST', '/contact-rights/bulk', {
      contactIds: [stranger.id],
      companyIds: [foreign.id],
      flags: { vip: true },
    });
    expect(bulk.body).toMatchObject({ changed: [], refused: [{ code: 'company.notFound' }, { code: 'contact.notFound' }] });
    expect(await narrow.call('PATCH', '/contact-rights', { flags: { vip: true } })).toMatchObject({
      status: 403,
      body: { code: 'role.restricted' },
    });
    const ticket = await w.ticket({ from: stranger });
    expect((await narrow.call('GET', `/why/ticket?accountId=${stranger.id}&number=${ticket.number}`)).status).toBe(404);
  });
  it('no notice to a contact whose notifications are off', async () => {
    const home = await w.company();
    const [quiet, told] = [await contactIn(home.id), await contactIn(home.id)];
    await admin.call('PATCH', `/contacts/${quiet.id}/rights`, { flags: { notifications: false } });
    for (const who of [quiet, told]) {
      const ticket = await w.ticket({ from: who });
      await admin.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: '<p>Done</p>' });
    }
    await w.drain({ failures: 'allow' });
    const mailsTo = async (who: Someone) =>
      (await w.db.execute<{ n: number }>(sql`select count(*)::int as n from mails where lower(to_address) = ${who.email.toLowerCase()}`))
        .rows[0]!.n;
    expect([await mailsTo(quiet), (await quiet.call('GET', '/notices')).body.items.length]).toEqual([0, 0]);
    expect(await mailsTo(told)).toBeGreaterThan(0);
  });
});

describe('rejects', () => {
  it('unknown flags, values of the wrong kind, an empty list for everybody, queues that are not there', async () => {
    const contact = await contactIn(company.id);
    const path = `/contacts/${contact.id}/rights`;
    for (const flags of [
      { superuser: true },
      { __proto__x: true },
      { vip: 'yes' },
      { helpPage: 'javascript:alert(1)' },
      { helpPage: 'http://x.example/a' },
      {},
    ])
      expect((await admin.call('PATCH', path, { flags })).status, JSON.stringify(flags)).toBe(422);
    expect((await admin.call('GET', '/contact-rights/contacts?flag=superuser')).status).toBe(422);
    expect(await master.call('PATCH', '/contact-rights', { queueIds: [] })).toMatchObject({
      status: 422,
      body: { code: 'rights.queuesEmpty' },
    });
    expect((await admin.call('PATCH', path, { queueIds: [999_999] })).status).toBe(422);
    expect((await master.call('PUT', '/staff-restrictions', { queueIds: [], companyIds: null, categoryIds: null })).status).toBe(422);
    expect((await master.call('PUT', '/staff-restrictions', { queueIds: [999_999], companyIds: null, categoryIds: null })).status).toBe(
      422,
    );
    expect(
      (await admin.call('PUT', `/contacts/${contact.id}/group-tags`, { items: [{ tagId: 999_999, mayView: true, mayApprove: false }] }))
        .status,
    ).toBe(422);
  });
});

describe('conflicts', () => {
  it('two who set different flags at once both win; names of tags are unique whatever their case', async () => {
    const contact = await contactIn(company.id);
    const path = `/contacts/${contact.id}/rights`;
    await Promise.all(
      FLAG_NAMES.filter((flag) => flag !== 'helpPage').map((flag) => admin.call('PATCH', path, { flags: { [flag]: true } })),
    );
    const { flags } = (await admin.call('GET', path)).body;
    expect(flags.filter((one: Row) => one.own === true)).toHaveLength(FLAG_NAMES.length - 1);
    await admin.call('POST', '/group-tags', { name: 'Finance' });
    expect(await admin.call('POST', '/group-tags', { name: 'FINANCE' })).toMatchObject({
      status: 409,
      body: { code: 'groupTag.nameTaken' },
    });
  });
});

describe('why', () => {
  it('says for each action which rule decides and on which page, as the policy itself does', async () => {
    const home = await w.company();
    const [asker, other] = [await contactIn(home.id), await contactIn(home.id)];
    const ticket = await w.ticket({ from: asker });
    const why = async (who: Someone) => (await admin.call('GET', `/why/ticket?accountId=${who.id}&number=${ticket.number}`)).body;
    const read = async (who: Someone) => (await why(who)).actions.find((one: { action: string }) => one.action === 'read');
    expect(await read(asker)).toMatchObject({ allowed: true });
    const refused = await read(other);
    expect(refused.allowed).toBe(false);
    expect(refused.verdicts.at(-1)).toMatchObject({ rule: 'contact.grant', holds: false });
    expect(refused.verdicts.at(-1).any).toContainEqual({ rule: 'contact.allTickets', holds: false, setting: '/permissions' });
    const [, projects] = w.desk.queues.map((queue) => queue.id);
    await admin.call('PATCH', `/companies/${home.id}/rights`, { queueIds: [projects] });
    expect((await read(asker)).verdicts).toContainEqual({ rule: 'contact.queue', holds: false, setting: `/companies/${home.id}/access` });
    expect((await asker.call('GET', `/tickets/${ticket.id}`)).status).toBe(404);
    await admin.call('PATCH', `/contacts/${asker.id}`, { active: false });
    expect(await read(asker)).toMatchObject({
      allowed: false,
      verdicts: [
        { rule: 'entry.active', holds: false },
        { rule: 'entry.company', holds: true },
      ],
    });
    const tech = await w.tech({ queueIds: [projects!] });
    expect((await read(tech)).verdicts).toContainEqual({ rule: 'tech.queue', holds: false, setting: `/techs/${tech.id}` });
  });
});

describe('groups', () => {
  const groupIn = async (
    companyId: number,
    members: readonly { contactId: number; role: string }[],
  ): Promise<{ id: number; name: string }> => {
    const group = (await admin.call('POST', '/contact-groups', { companyId, name: `Branch ${companyId} ${Math.random()}` })).body;
    for (const member of members) expect((await admin.call('POST', `/contact-groups/${group.id}/members`, member)).status).toBe(201);
    return group;
  };
  const set = (groupId: number, body: object) => admin.call('PATCH', `/contact-groups/${groupId}/rights`, body);

  it('give their members what they say, guests nothing, and what was decided by name wins', async () => {
    const home = await w.company();
    const [regular, guest, named] = [await contactIn(home.id), await contactIn(home.id), await contactIn(home.id)];
    const group = await groupIn(home.id, [
      { contactId: regular.id, role: 'regular' },
      { contactId: guest.id, role: 'guest' },
      { contactId: named.id, role: 'regular' },
    ]);
    await admin.call('PATCH', `/companies/${home.id}/rights`, { flags: { quotes: false } });
    await admin.call('PATCH', `/contacts/${named.id}/rights`, { flags: { quotes: false } });
    const stored = await set(group.id, { flags: { quotes: true } });
    expect(stored.body.flags.find((one: Row) => one.flag === 'quotes')).toMatchObject({
      value: true,
      from: 'group',
      own: true,
      inherited: { value: false, from: 'company' },
    });
    const of = (who: Someone) => flagOf(`/contacts/${who.id}/rights`, 'quotes');
    expect(await of(regular)).toMatchObject({ value: true, from: 'group', group: { id: group.id, name: group.name }, own: null });
    expect(await of(guest)).toMatchObject({ value: false, from: 'company' });
    expect(await of(named)).toMatchObject({ value: false, from: 'contact', inherited: { value: true, from: 'group' } });
    const on = await admin.call('GET', `/contact-rights/contacts?flag=quotes&companyId=${home.id}&on=true`);
    expect(on.body.items.map((one: { id: number; from: string }) => [one.id, one.from])).toEqual([[regular.id, 'group']]);
    await set(group.id, { flags: { quotes: null } });
    expect(await of(regular)).toMatchObject({ value: false, from: 'company' });
  });

  it('take with a rest, a deletion or a departure what they gave, at the next request', async () => {
    const home = await w.company();
    const [asker, other] = [await contactIn(home.id), await contactIn(home.id)];
    const group = await groupIn(home.id, [{ contactId: other.id, role: 'regular' }]);
    const ticket = await w.ticket({ from: asker });
    const sees = async () => (await other.call('GET', `/tickets/${ticket.id}`)).status === 200;
    const change = async (body: object) => {
      const { version } = (await admin.call('GET', `/contact-groups/${group.id}`)).body;
      expect((await admin.call('PATCH', `/contact-groups/${group.id}`, body, { 'if-match': `"${version}"` })).status).toBe(200);
    };
    expect(await sees()).toBe(false);
    expect((await set(group.id, { flags: { allTickets: true } })).status).toBe(200);
    expect(await sees()).toBe(true);
    const why = (await admin.call('GET', `/why/ticket?accountId=${other.id}&number=${ticket.number}`)).body;
    expect(JSON.stringify(why)).toContain(`/contact-groups/${group.id}/access`);
    await change({ active: false });
    expect(await sees()).toBe(false);
    await change({ active: true });
    expect(await sees()).toBe(true);
    await admin.call('DELETE', `/contact-groups/${group.id}/members/${other.id}`);
    expect(await sees()).toBe(false);
    await admin.call('POST', `/contact-groups/${group.id}/members`, { contactId: other.id, role: 'guest' });
    expect(await sees()).toBe(false);
    expect((await admin.call('DELETE', `/contact-groups/${group.id}`)).status).toBeLessThan(300);
    expect((await set(group.id, { flags: { quotes: true } })).status).toBe(404);
  });

  it('of one contact add up: one that gives wins, and lists of queues are joined; an empty one hides everything', async () => {
    const home = await w.company();
    const someone = await contactIn(home.id);
    const [support, projects] = w.desk.queues.map((queue) => queue.id) as [number, number];
    const member = [{ contactId: someone.id, role: 'regular' }];
    const [first, second] = [await groupIn(home.id, member), await groupIn(home.id, member)];
    await set(first.id, { flags: { invoices: false }, queueIds: [] });
    const path = `/contacts/${someone.id}/rights`;
    expect((await admin.call('GET', path)).body.queues).toEqual({ ids: [], from: 'group', own: null });
    await set(second.id, { flags: { invoices: true }, queueIds: [projects] });
    expect(await flagOf(path, 'invoices')).toMatchObject({ value: true, group: { id: second.id } });
    expect((await admin.call('GET', path)).body.queues).toEqual({ ids: [projects], from: 'group', own: null });
    const ticket = await w.ticket({ from: someone });
    const statusIn = async (queueId: number) => {
      expect((await admin.call('PATCH', `/tickets/${ticket.id}`, { queueId })).status).toBe(200);
      return (await someone.call('GET', `/tickets/${ticket.id}`)).status;
    };
    expect(await statusIn(support)).toBe(404);
    expect(await statusIn(projects)).toBe(200);
  });

  it('are joined by nobody on his own, nor left by ceasing to be a guest, once they give anything', async () => {
    const home = await w.company();
    const [boss, other] = [await contactIn(home.id, { isManager: true }), await contactIn(home.id)];
    const group = await groupIn(home.id, [{ contactId: other.id, role: 'regular' }]);
    const join = (who: Someone, body: object) => who.call('POST', `/contact-groups/${group.id}/members`, body);
    const leave = () => boss.call('DELETE', `/contact-groups/${group.id}/members/${boss.id}`);
    expect((await join(boss, { contactId: boss.id, role: 'guest' })).status).toBe(201);
    await set(group.id, { flags: { approver: true } });
    const raised = await boss.call('PATCH', `/contact-groups/${group.id}/members/${boss.id}`, { role: 'regular' });
    expect([raised.status, raised.body.code]).toEqual([403, 'contactGroup.givesRights']);
    expect((await leave()).status).toBe(204);
    expect((await join(boss, { contactId: boss.id, role: 'regular' })).body.code).toBe('contactGroup.givesRights');
    expect((await boss.call('PATCH', `/contact-groups/${group.id}/members/${other.id}`, { role: 'manager' })).status).toBe(200);
    await set(group.id, { flags: { approver: null } });
    expect((await join(boss, { contactId: boss.id, role: 'regular' })).status).toBe(201);
  });

  it('of another company give nothing to somebody who was moved away', async () => {
    const [home, elsewhere] = [await w.company(), await w.company()];
    const someone = await contactIn(home.id);
    const group = await groupIn(home.id, [{ contactId: someone.id, role: 'manager' }]);
    await set(group.id, { flags: { quotes: true } });
    await w.db.execute(sql`update accounts set company_id = ${elsewhere.id} where id = ${someone.id}`);
    expect(await flagOf(`/contacts/${someone.id}/rights`, 'quotes')).toMatchObject({ value: false, from: 'default' });
  });
});

describe('the export', () => {
  const fetchCsv = (who: Someone, query: string) =>
    w.app.inject({ url: `/exports/contact-rights.csv?${query}`, headers: { cookie: who.cookie, 'sec-fetch-site': 'same-origin' } });

  it('says of each contact every permission and where it comes from, for administrators and only whom they may see', async () => {
    const [home, elsewhere] = [await w.company(), await w.company()];
    const [manager, plain] = [await contactIn(home.id, { name: 'Martha', isManager: true }), await contactIn(home.id, { name: '=Paul' })];
    const far = await contactIn(elsewhere.id);
    await admin.call('PATCH', `/contacts/${plain.id}/rights`, { flags: { quotes: true } });
    const text = (await fetchCsv(admin, `flag=allTickets&companyId=${home.id}`)).body;
    const [head = [], ...rows] = parse(text, { bom: true }) as string[][];
    const cell = (id: number, column: string) => rows.find((row) => row[0] === String(id))?.[head.indexOf(column)];
    expect(rows.map((row) => Number(row[0])).sort()).toEqual([manager.id, plain.id].sort());
    expect([cell(manager.id, 'allTickets'), cell(manager.id, 'allTickets from')]).toEqual(['yes', 'role']);
    expect([cell(plain.id, 'quotes'), cell(plain.id, 'quotes from'), cell(plain.id, 'Full name')]).toEqual(['yes', 'contact', "'=Paul"]);
    const narrow = await w.tech({ role: 'admin', companyIds: [home.id] });
    expect((await fetchCsv(narrow, 'flag=quotes')).body).not.toContain(far.name);
    expect((await fetchCsv(await w.tech(), 'flag=quotes')).statusCode).toBe(403);
    expect((await fetchCsv(plain, 'flag=quotes')).statusCode).toBe(404);
    expect((await fetchCsv(admin, 'flag=everything')).statusCode).toBe(422);
  });
});

describe('the tables', () => {
  it('give every flag a value from exactly one place, whatever the places say', () => {
    const place = fc.option(fc.dictionary(fc.constantFrom(...FLAG_NAMES), fc.boolean()), { nil: null });
    const groups = fc
      .array(place, { maxLength: 3 })
      .map((said) => said.map((flags, id) => ({ id, name: `Group ${id}`, flags: flags ?? {} })));
    fc.assert(
      fc.property(place, place, place, groups, fc.boolean(), (global, companySays, contact, groupsSay, isVip) => {
        const cascade = { global, company: companySays, groups: groupsSay, contact, roles: { isVip } };
        for (const row of viewAt('contact', cascade, { global: null, company: null, group: null, contact: null }).flags) {
          const { flag, own, inherited, ...held } = row;
          expect(held).toEqual(flagIn(cascade, flag));
          if (row.from !== 'role' && own !== null) expect([row.value, row.from]).toEqual([own, 'contact']);
          if (row.from !== 'role' && own === null) expect(held).toEqual(inherited);
          if (row.from === 'group') expect(groupsSay.some(({ flags }) => flags[flag] === true)).toBe(row.value);
        }
      }),
    );
  });
  it('of roles and of routes say the same', () => {
    const levels = { streamline: 'tech', member: 'tech', advanced: 'advanced', admin: 'admin', 'master-admin': 'master-admin' } as const;
    const permissions = new Map(modules.flatMap((one) => one.routes ?? []).map(({ contract }) => [contract.id, contract.permission]));
    for (const [capability, { from, routes }] of Object.entries(CAPABILITIES))
      for (const id of routes) expect(permissions.get(id), `${capability}: ${id}`).toBe(levels[from]);
  });
});
