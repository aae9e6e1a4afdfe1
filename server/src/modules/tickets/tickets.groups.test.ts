import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertGroup, insertMember } from '../../../test/group-samples.ts';
import { type Someone, type World, world } from '../../../test/world.ts';
import { createRow } from '../service-desk/index.ts';

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
let groupId: number;
let foreignGroup: number;

beforeAll(async () => {
  w = await world();
  [home, away] = [await w.company(), await w.company()];
  admin = await w.tech({ role: 'admin' });
  boss = await w.contact({ companyId: home.id, isManager: true });
  [manager, regular, guest, approver, outsider] = [
    await w.contact({ companyId: home.id }),
    await w.contact({ companyId: home.id }),
    await w.contact({ companyId: home.id }),
    await w.contact({ companyId: home.id }),
    await w.contact({ companyId: home.id }),
  ];
  groupId = await insertGroup(w.db, home.id, 'Purchasing');
  foreignGroup = await insertGroup(w.db, away.id, 'Elsewhere');
  await insertMember(w.db, groupId, manager.id, 'manager');
  await insertMember(w.db, groupId, regular.id, 'regular');
  await insertMember(w.db, groupId, guest.id, 'guest');
  await insertMember(w.db, groupId, approver.id, 'approver');
});
afterAll(() => w?.close());

const create = (who: Someone, contactGroupId?: number | null, title = 'New chairs') =>
  who.call('POST', '/tickets', { title, ...(contactGroupId === undefined ? {} : { contactGroupId }) });
const inGroup = async (who: Someone, title?: string): Promise<number> => (await create(who, groupId, title)).body.id;
const ids = async (who: Someone, query = ''): Promise<number[]> =>
  (await who.call('GET', `/tickets?state=all&limit=100${query}`)).body.items.map((one: { id: number }) => one.id);
const status = async (who: Someone, id: number) => (await who.call('GET', `/tickets/${id}`)).status;

describe('allows', () => {
  it('every member to ask for the group; managers and regular members read it, by every road', async () => {
    const id = await inGroup(guest, 'Twelve zebrachairs');
    for (const who of [manager, regular, guest, boss]) {
      const page = (await who.call('GET', `/tickets/${id}`)).body;
      expect(page.contactGroup).toEqual({ id: groupId, name: 'Purchasing', icon: 'people' });
      expect(await ids(who)).toContain(id);
      expect((await who.call('GET', '/search?q=zebrachairs')).body.tickets.map((one: { id: number }) => one.id)).toEqual([id]);
      expect((await who.call('GET', `/tickets/${id}/timeline`)).status).toBe(200);
    }
    expect((await regular.call('POST', `/tickets/${id}/comments`, { bodyHtml: '<p>With arms</p>' })).status).toBe(201);
    expect((await regular.call('GET', '/tickets/summary')).body.visibleOpen).toBeGreaterThan(0);
  });

  it('an approver to read what waits for a decision, and only while it waits', async () => {
    const id = await inGroup(guest);
    expect(await status(approver, id)).toBe(404);
    const { id: waits } = await w.asSystem((ctx) => createRow('statuses')(ctx, { body: { name: 'To be approved', kind: 'approval' } }));
    await admin.call('PATCH', `/tickets/${id}`, { statusId: waits });
    const seen = (await approver.call('GET', `/tickets/${id}`)).body;
    expect(seen.can).toMatchObject({ comment: false, close: false, addParticipants: false });
    expect(await ids(approver)).toEqual([id]);
    expect((await approver.call('POST', `/tickets/${id}/comments`, { bodyHtml: '<p>Why?</p>' })).status).toBe(403);
    await admin.call('PATCH', `/tickets/${id}`, { statusId: w.desk.statuses[0]!.id });
    expect(await status(approver, id)).toBe(404);
  });

  it('techs to move a ticket between groups, and everybody to filter by them', async () => {
    const [mine, theirs] = [(await create(regular)).body.id, await inGroup(regular)];
    expect(await ids(regular, `&contactGroup=${groupId}`)).not.toContain(mine);
    expect(await ids(regular, '&contactGroup=none&scope=mine')).toEqual([mine]);
    const counts = (await admin.call('GET', '/tickets/counts')).body.contactGroup;
    const at = (key: string) => counts.find((one: { key: string }) => one.key === key);
    expect(at(String(groupId))).toMatchObject({ name: 'Purchasing', count: at('any').count });
    const moved = await admin.call('PATCH', `/tickets/${mine}`, { contactGroupId: groupId });
    expect(moved.body.contactGroup.name).toBe('Purchasing');
    expect(await ids(manager)).toContain(mine);
    await admin.call('PATCH', `/tickets/${theirs}`, { contactGroupId: null });
    expect(await ids(manager)).not.toContain(theirs);
    expect(await ids(admin, `&contactGroup=${groupId}`)).toContain(mine);
    const { items } = (await admin.call('GET', `/tickets/${mine}/timeline`)).body;
    expect(items.at(-1).changes).toEqual([{ field: 'contactGroup', from: null, to: 'Purchasing' }]);
    const forContact = (await regular.call('GET', `/tickets/${mine}/timeline`)).body.items;
    expect(JSON.stringify(forContact)).not.toContain('contactGroup');
  });
});

describe('refuses', () => {
  it('a guest the tickets of others, an outsider all of them', async () => {
    const [own, other] = [await inGroup(guest), await inGroup(regular, 'Quaggacards')];
    expect([await status(guest, own), await status(guest, other), await status(outsider, other)]).toEqual([200, 404, 404]);
    expect(await ids(guest)).not.toContain(other);
    for (const who of [guest, outsider, approver])
      expect((await who.call('GET', '/search?q=quaggacards')).body.tickets, 'search').toEqual([]);
  });

  it('a group one is not in, one of another company, one that rests and one that was deleted', async () => {
    const [resting, deleted] = [await insertGroup(w.db, home.id, 'Resting'), await insertGroup(w.db, home.id, 'Deleted')];
    for (const id of [resting, deleted]) await insertMember(w.db, id, regular.id, 'regular');
    await w.db.execute(sql`update contact_groups set active = false where id = ${resting}`);
    await w.db.execute(sql`update contact_groups set deleted_at = now() where id = ${deleted}`);
    for (const [who, id] of [
      [outsider, groupId],
      [regular, foreignGroup],
      [boss, foreignGroup],
      [regular, resting],
      [regular, deleted],
      [regular, 2_000_000_000],
    ] as const) {
      const answer = await create(who, id);
      expect([answer.status, answer.body.fields?.[0]?.path]).toEqual([422, 'contactGroupId']);
    }
    const { id } = (await create(regular)).body;
    for (const wrong of [foreignGroup, resting, deleted])
      expect((await admin.call('PATCH', `/tickets/${id}`, { contactGroupId: wrong })).status).toBe(422);
  });

  it('a removed member at the next request, and everybody when the group rests or is deleted', async () => {
    const id = await inGroup(regular);
    const late = await w.contact({ companyId: home.id });
    await manager.call('POST', `/contact-groups/${groupId}/members`, { contactId: late.id, role: 'regular' });
    expect(await status(late, id)).toBe(200);
    await manager.call('DELETE', `/contact-groups/${groupId}/members/${late.id}`);
    expect([await status(late, id), (await ids(late)).length]).toEqual([404, 0]);
    await admin.call('PATCH', `/contact-groups/${groupId}`, { active: false });
    expect([await status(manager, id), await status(regular, id)]).toEqual([404, 200]);
    await admin.call('PATCH', `/contact-groups/${groupId}`, { active: true });
    await admin.call('DELETE', `/contact-groups/${groupId}`);
    expect([await status(manager, id), (await regular.call('GET', `/tickets/${id}`)).body.contactGroup]).toEqual([404, null]);
    await admin.call('POST', `/contact-groups/${groupId}/restore`);
    expect(await status(manager, id)).toBe(200);
  });

  it('the old company’s group a ticket that went to another company', async () => {
    const id = await inGroup(regular);
    const stranger = await w.contact({ companyId: away.id });
    await admin.call('PATCH', `/tickets/${id}`, { contactId: stranger.id });
    expect((await admin.call('GET', `/tickets/${id}`)).body.contactGroup).toBeNull();
    expect([await status(manager, id), await status(stranger, id)]).toEqual([404, 200]);
  });

  it('a request that names no group where the workspace or the company says it must', async () => {
    await admin.call('PUT', '/contact-group-policy', { policy: 'required' });
    expect((await create(regular)).body).toMatchObject({ code: 'ticket.groupRequired', fields: [{ path: 'contactGroupId' }] });
    expect((await create(boss, null)).status).toBe(422);
    expect((await regular.call('GET', '/contact-group-policy')).body).toEqual({ policy: 'required' });
    // Who has nothing to choose is not asked, nor is staff.
    expect((await create(outsider)).status).toBe(201);
    expect((await admin.call('POST', '/tickets', { title: 'By phone', contactId: regular.id })).status).toBe(201);
    const own = `/companies/${home.id}/contact-group-policy`;
    expect((await admin.call('PUT', own, { policy: 'optional' })).body).toEqual({ own: 'optional', effective: 'optional' });
    expect((await create(regular)).status).toBe(201);
    await admin.call('PUT', '/contact-group-policy', { policy: 'optional' });
    expect((await admin.call('PUT', own, { policy: 'required' })).body).toEqual({ own: 'required', effective: 'required' });
    expect((await create(regular)).status).toBe(422);
    expect((await admin.call('PUT', own, { policy: null })).body).toEqual({ own: null, effective: 'optional' });
  });
});

describe('emits', () => {
  it('to the rooms of both groups when a ticket changes its group, and of none when only staff may know', async () => {
    const second = await insertGroup(w.db, home.id, 'Second');
    const id = await inGroup(regular);
    await admin.call('PATCH', `/tickets/${id}`, { contactGroupId: second });
    await admin.call('PATCH', `/tickets/${id}`, { tags: ['inner'] });
    const { rows } = await w.db.execute<{ name: string; payload: { groupIds: number[]; shown: boolean } }>(
      sql`select name, payload from events where entity_kind = 'ticket' and entity_id = ${id} order by id`,
    );
    const of = (name: string) => rows.find((row) => row.name === name)!.payload;
    expect(of('ticket.contactGroupChanged')).toMatchObject({ groupIds: [groupId, second], shown: true });
    expect(of('ticket.tagged').shown).toBe(false);
  });
});
