import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertGroup, insertMember } from '../../../test/group-samples.ts';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let home: { id: number };
let away: { id: number };
let admin: Someone;
let boss: Someone;
let manager: Someone;
let regular: Someone;
let guest: Someone;
let approver: Someone;
let outsider: Someone;
let stranger: Someone;
let groupId: number;

beforeAll(async () => {
  w = await world();
  [home, away] = [await w.company(), await w.company()];
  admin = await w.tech({ role: 'admin' });
  boss = await w.contact({ companyId: home.id, isManager: true });
  manager = await w.contact({ companyId: home.id });
  regular = await w.contact({ companyId: home.id });
  guest = await w.contact({ companyId: home.id });
  approver = await w.contact({ companyId: home.id });
  outsider = await w.contact({ companyId: home.id });
  stranger = await w.contact({ companyId: away.id });
  const made = await admin.call('POST', '/contact-groups', {
    companyId: home.id,
    name: 'Purchasing',
    icon: 'box',
    tags: ['Office ', 'office'],
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ name: 'Purchasing', icon: 'box', tags: ['Office'], active: true, memberCount: 0 });
  groupId = made.body.id;
  for (const [who, role] of [
    [manager, 'manager'],
    [regular, 'regular'],
    [guest, 'guest'],
    [approver, 'approver'],
  ] as const)
    expect((await admin.call('POST', `/contact-groups/${groupId}/members`, { contactId: who.id, role })).status).toBe(201);
});
afterAll(() => w?.close());

const at = (id: number, who?: Someone) => `/contact-groups/${id}/members${who ? `/${who.id}` : ''}`;
/** A group of its own, for tests that change who is in it. */
async function freshGroup(members: readonly (readonly [Someone, 'manager' | 'regular' | 'guest' | 'approver'])[]): Promise<number> {
  const id = await insertGroup(w.db, home.id, `Group ${Math.random()}`);
  for (const [who, role] of members) await insertMember(w.db, id, who.id, role);
  return id;
}
const code = (reply: { status: number; body: { code?: string } }) => [reply.status, reply.body?.code];

describe('allows', () => {
  it('each role to see what the table gives it', async () => {
    const seen = async (who: Someone) => {
      const { status, body } = await who.call('GET', `/contact-groups/${groupId}`);
      return status === 200 ? [body.role, body.memberCount, ...Object.values(body.can)] : status;
    };
    expect(await seen(boss)).toEqual([null, 4, true, true, true, false]);
    expect(await seen(manager)).toEqual(['manager', 4, true, true, true, true]);
    expect(await seen(regular)).toEqual(['regular', 4, true, true, false, true]);
    expect(await seen(guest)).toEqual(['guest', null, false, false, false, true]);
    expect(await seen(approver)).toEqual(['approver', null, false, false, false, true]);
    expect([await seen(outsider), await seen(stranger)]).toEqual([404, 404]);
    const { items } = (await regular.call('GET', at(groupId))).body;
    expect(items.map((one: { id: number; role: string }) => [one.id, one.role]).sort()).toEqual(
      [
        [manager.id, 'manager'],
        [regular.id, 'regular'],
        [guest.id, 'guest'],
        [approver.id, 'approver'],
      ].sort(),
    );
    expect(Object.keys(items[0]).sort()).toEqual(['can', 'id', 'isMe', 'kind', 'name', 'picture', 'role', 'title']);
  });

  it('a manager to add a colleague, give a role and take the colleague out; a company manager too', async () => {
    for (const who of [manager, boss]) {
      const added = await who.call('POST', at(groupId), { contactId: outsider.id, role: 'guest' });
      expect([added.status, added.body.role]).toEqual([201, 'guest']);
      expect((await outsider.call('GET', `/contact-groups/${groupId}`)).body.role).toBe('guest');
      expect((await who.call('PATCH', at(groupId, outsider), { role: 'manager' })).body).toMatchObject({
        id: outsider.id,
        role: 'manager',
      });
      expect((await who.call('DELETE', at(groupId, outsider))).status).toBe(204);
      expect((await outsider.call('GET', `/contact-groups/${groupId}`)).status).toBe(404);
    }
  });

  it('a company manager to change his own role, and to leave as the last manager', async () => {
    const id = await freshGroup([[boss, 'guest']]);
    expect((await boss.call('PATCH', at(id, boss), { role: 'manager' })).body.role).toBe('manager');
    expect((await boss.call('DELETE', at(id, boss))).status).toBe(204);
  });

  it('staff to see groups by company, contact and state, and contacts by group', async () => {
    const idle = (await admin.call('POST', '/contact-groups', { companyId: home.id, name: 'Idle ones' })).body;
    await admin.call('PATCH', `/contact-groups/${idle.id}`, { active: false });
    const names = async (query: string) =>
      (await admin.call('GET', `/contact-groups?${query}`)).body.items.map((one: { name: string }) => one.name);
    expect(await names(`companyId=${home.id}&state=inactive`)).toEqual(['Idle ones']);
    expect(await names(`contactId=${guest.id}`)).toEqual(['Purchasing']);
    expect(await names('q=purch')).toEqual(['Purchasing']);
    expect(await names(`companyId=${away.id}`)).toEqual([]);
    const { items, total } = (await admin.call('GET', `/contacts?groupId=${groupId}&count=true`)).body;
    expect(items.map((one: { id: number }) => one.id).sort()).toEqual([manager.id, regular.id, guest.id, approver.id].sort());
    expect(total).toBe(4);
  });

  it('a deleted group to be restored with its members', async () => {
    const id = await freshGroup([[regular, 'regular']]);
    expect((await admin.call('DELETE', `/contact-groups/${id}`)).status).toBe(204);
    expect((await regular.call('GET', `/contact-groups/${id}`)).status).toBe(404);
    expect(code(await admin.call('POST', at(id), { contactId: guest.id, role: 'guest' }))).toEqual([409, 'contactGroup.deleted']);
    expect((await admin.call('POST', `/contact-groups/${id}/restore`)).body).toMatchObject({ deletedAt: null, memberCount: 1 });
    expect((await regular.call('GET', `/contact-groups/${id}`)).status).toBe(200);
  });
});

describe('refuses', () => {
  it('a manager his own role, and whoever manages nothing everything', async () => {
    expect(code(await manager.call('PATCH', at(groupId, manager), { role: 'regular' }))).toEqual([403, 'contactGroup.ownRole']);
    for (const who of [regular, guest, approver]) {
      expect(code(await who.call('POST', at(groupId), { contactId: outsider.id, role: 'regular' }))).toEqual([
        403,
        'contactGroup.notAllowed',
      ]);
      expect(code(await who.call('PATCH', at(groupId, who), { role: 'manager' }))).toEqual([403, 'contactGroup.notAllowed']);
      expect(code(await who.call('DELETE', at(groupId, manager)))).toEqual([403, 'contactGroup.notAllowed']);
    }
    for (const who of [guest, approver]) expect(code(await who.call('GET', at(groupId)))).toEqual([403, 'contactGroup.notAllowed']);
    for (const who of [manager, boss]) {
      expect((await who.call('PATCH', `/contact-groups/${groupId}`, { name: 'Mine' })).status).toBe(404);
      expect((await who.call('POST', '/contact-groups', { companyId: home.id, name: 'Mine' })).status).toBe(404);
    }
  });

  it('people of another company, by any road', async () => {
    expect(code(await manager.call('POST', at(groupId), { contactId: stranger.id, role: 'guest' }))).toEqual([404, 'contact.notFound']);
    expect(code(await admin.call('POST', at(groupId), { contactId: stranger.id, role: 'guest' }))).toEqual([404, 'contact.notFound']);
    const foreignBoss = await w.contact({ companyId: away.id, isManager: true });
    expect((await foreignBoss.call('GET', at(groupId))).status).toBe(404);
    expect((await foreignBoss.call('POST', at(groupId), { contactId: foreignBoss.id, role: 'manager' })).status).toBe(404);
    const restricted = await w.tech({ role: 'master-admin', companyIds: [away.id] });
    expect((await restricted.call('GET', `/contact-groups?companyId=${home.id}`)).body.items).toEqual([]);
    expect((await restricted.call('DELETE', at(groupId, guest))).status).toBe(404);
  });

  it('a moved contact every right of the old company’s groups, before anybody cleans up', async () => {
    const id = await freshGroup([[manager, 'manager']]);
    const mover = await w.contact({ companyId: home.id });
    await insertMember(w.db, id, mover.id, 'manager');
    await w.db.execute(sql`update accounts set company_id = ${away.id} where id = ${mover.id}`);
    expect((await mover.call('GET', `/contact-groups/${id}`)).status).toBe(404);
    expect((await mover.call('GET', '/contact-groups')).body.items).toEqual([]);
    expect((await manager.call('GET', at(id))).body.items.map((one: { id: number }) => one.id)).toEqual([manager.id]);
  });

  it('to show managers who is disabled, and to add them', async () => {
    const left = await w.contact({ companyId: home.id });
    const id = await freshGroup([
      [manager, 'manager'],
      [left, 'regular'],
    ]);
    await admin.call('PATCH', `/contacts/${left.id}`, { active: false });
    expect((await manager.call('GET', at(id))).body.items).toHaveLength(1);
    expect((await admin.call('GET', at(id))).body.items).toHaveLength(2);
    expect(code(await manager.call('POST', at(groupId), { contactId: left.id, role: 'guest' }))).toEqual([404, 'contact.notFound']);
  });

  it('groups among strangers: none can be made in a catch-all company, and one that is left there gives nothing', async () => {
    const crowd = await w.company({ isCatchAll: true });
    expect(code(await admin.call('POST', '/contact-groups', { companyId: crowd.id, name: 'All' }))).toEqual([
      409,
      'contactGroup.strangers',
    ]);
    const [one, other] = [await w.contact({ companyId: crowd.id }), await w.contact({ companyId: crowd.id })];
    const id = await insertGroup(w.db, crowd.id);
    await insertMember(w.db, id, one.id, 'manager');
    const ticket = await w.ticket({ from: other });
    await w.db.execute(sql`update tickets set contact_group_id = ${id} where id = ${ticket.id}`);
    expect((await one.call('GET', `/tickets/${ticket.id}`)).status).toBe(404);
    expect((await one.call('GET', at(id))).status).toBe(404);
    expect((await one.call('POST', at(id), { contactId: other.id, role: 'guest' })).status).toBe(404);
  });
});

describe('conflicts', () => {
  it('two managers removing each other at once: one stays', async () => {
    const other = await w.contact({ companyId: home.id });
    const id = await freshGroup([
      [manager, 'manager'],
      [other, 'manager'],
    ]);
    const answers = await Promise.all([manager.call('DELETE', at(id, other)), other.call('DELETE', at(id, manager))]);
    expect(answers.map((one) => one.status).sort()).toEqual([204, 404]);
    expect((await admin.call('GET', at(id))).body.items).toHaveLength(1);
  });

  it('the last manager leaves only after naming another', async () => {
    const heir = await w.contact({ companyId: home.id });
    const id = await freshGroup([
      [manager, 'manager'],
      [heir, 'regular'],
    ]);
    expect(code(await manager.call('DELETE', at(id, manager)))).toEqual([409, 'contactGroup.lastManager']);
    // A disabled manager manages nothing.
    const gone = await w.contact({ companyId: home.id });
    await insertMember(w.db, id, gone.id, 'manager');
    await w.db.execute(sql`update accounts set active = false where id = ${gone.id}`);
    expect(code(await manager.call('DELETE', at(id, manager)))).toEqual([409, 'contactGroup.lastManager']);
    await manager.call('PATCH', at(id, heir), { role: 'manager' });
    expect((await manager.call('DELETE', at(id, manager))).status).toBe(204);
    expect((await heir.call('GET', `/contact-groups/${id}`)).body.role).toBe('manager');
  });

  it('the last two managers leaving at once: one stays', async () => {
    const other = await w.contact({ companyId: home.id });
    const id = await freshGroup([
      [manager, 'manager'],
      [other, 'manager'],
    ]);
    const answers = await Promise.all([manager.call('DELETE', at(id, manager)), other.call('DELETE', at(id, other))]);
    expect(answers.map((one) => one.status).sort()).toEqual([204, 409]);
  });

  it('the 51st group, also when two are given at once, and by restoring one', async () => {
    const busy = await w.contact({ companyId: home.id });
    const ids: number[] = [];
    for (let n = 0; n < 51; n++) ids.push(await insertGroup(w.db, home.id, `Many ${n}`));
    for (const id of ids.slice(0, 49)) await insertMember(w.db, id, busy.id, 'regular');
    const add = (id: number) => admin.call('POST', at(id), { contactId: busy.id, role: 'regular' });
    const answers = await Promise.all([add(ids[49]!), add(ids[50]!)]);
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409]);
    const spare = answers[0]!.status === 409 ? ids[49]! : ids[50]!;
    expect(code(await add(spare))).toEqual([409, 'contactGroup.tooMany']);
    // A deleted group does not count, so it must not come back as the 51st.
    await admin.call('DELETE', `/contact-groups/${ids[0]}`);
    expect((await add(spare)).status).toBe(201);
    expect(code(await admin.call('POST', `/contact-groups/${ids[0]}/restore`))).toEqual([409, 'contactGroup.tooMany']);
  });

  it('a member twice, a name twice in one company, and an outdated version', async () => {
    expect(code(await manager.call('POST', at(groupId), { contactId: guest.id, role: 'regular' }))).toEqual([409, 'contactGroup.isMember']);
    const twin = { companyId: home.id, name: 'PURCHASING' };
    expect(code(await admin.call('POST', '/contact-groups', twin))).toEqual([409, 'contactGroup.nameTaken']);
    expect((await admin.call('POST', '/contact-groups', { ...twin, companyId: away.id })).status).toBe(201);
    expect((await admin.call('PATCH', `/contact-groups/${groupId}`, { icon: 'star' }, { 'if-match': '"99"' })).status).toBe(412);
  });
});

describe('emits', () => {
  it('who came, changed and left, and that their sockets must be judged anew', async () => {
    const id = await freshGroup([[manager, 'manager']]);
    await manager.call('POST', at(id), { contactId: outsider.id, role: 'guest' });
    await manager.call('PATCH', at(id, outsider), { role: 'guest' });
    await manager.call('PATCH', at(id, outsider), { role: 'regular' });
    await manager.call('DELETE', at(id, outsider));
    const { rows } = await w.db.execute<{ name: string }>(
      sql`select name from events where entity_kind = 'contact-group' and entity_id = ${id} order by id`,
    );
    const change = (name: string) => [`contactGroup.${name}`, 'account.accessChanged'];
    expect(rows.map((row) => row.name)).toEqual([...change('memberAdded'), ...change('memberChanged'), ...change('memberRemoved')]);
  });
});
