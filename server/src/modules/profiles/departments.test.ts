import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let admin: Someone;
let lead: Someone;
let tech: Someone;
let id: number;
beforeAll(async () => {
  w = await world();
  [admin, lead, tech] = [await w.tech({ role: 'admin' }), await w.tech(), await w.tech()];
  id = (await admin.call('POST', '/departments', { name: 'Network', leadId: lead.id })).body.id;
});
afterAll(() => w.close());

const put = (by: Someone, department: number, who: Someone) => by.call('PUT', `/departments/${department}/members/${who.id}`);
const departmentOf = async (who: Someone) => (await who.call('GET', '/me')).body.department;

describe('allows', () => {
  it('the lead to take in who is in none, and to let go again; the profile says it', async () => {
    expect((await put(lead, id, tech)).body).toMatchObject({
      name: 'Network',
      memberCount: 1,
      lead: { id: lead.id },
      can: { assign: true },
    });
    expect(await departmentOf(tech)).toBe('Network');
    expect((await lead.call('DELETE', `/departments/${id}/members/${tech.id}`)).body.memberCount).toBe(0);
    expect(await departmentOf(tech)).toBeNull();
  });

  it('an administrator to move somebody, also on the page of the tech', async () => {
    const other = (await admin.call('POST', '/departments', { name: 'Field' })).body.id;
    await put(lead, id, tech);
    expect((await put(admin, other, tech)).status).toBe(200);
    expect(await departmentOf(tech)).toBe('Field');
    const master = await w.tech({ role: 'master-admin' });
    expect((await master.call('PATCH', `/techs/${tech.id}`, { departmentId: id })).body.department).toEqual({ id, name: 'Network' });
    await master.call('PATCH', `/techs/${tech.id}`, { departmentId: null });
  });
});

describe('refuses', () => {
  it('anybody to write himself in, and a lead to take from another department', async () => {
    expect(await put(tech, id, tech)).toMatchObject({ status: 403, body: { code: 'department.notAllowed' } });
    expect((await tech.call('PATCH', '/me', { department: 'Network' })).status).toBe(422);
    const other = (await admin.call('POST', '/departments', { name: 'Cloud' })).body.id;
    await put(admin, other, tech);
    expect((await put(lead, id, tech)).status).toBe(403);
    expect((await lead.call('DELETE', `/departments/${other}/members/${tech.id}`)).status).toBe(403);
    expect(await departmentOf(tech)).toBe('Cloud');
  });

  it('techs to make departments, contacts to see them', async () => {
    expect((await tech.call('POST', '/departments', { name: 'Mine' })).status).toBe(403);
    expect((await (await w.contact()).call('GET', '/departments')).status).toBe(404);
  });
});

describe('rejects', () => {
  it('a lead or member who is no tech, an archived department, and a department that does not exist', async () => {
    const contact = await w.contact();
    expect((await admin.call('PATCH', `/departments/${id}`, { leadId: contact.id })).status).toBe(422);
    expect((await put(admin, id, contact)).status).toBe(404);
    const old = (await admin.call('POST', '/departments', { name: 'Old' })).body.id;
    await admin.call('PATCH', `/departments/${old}`, { active: false });
    expect(await put(admin, old, tech)).toMatchObject({ status: 409, body: { code: 'department.archived' } });
    expect((await put(admin, 999_999, tech)).status).toBe(404);
  });
});

describe('conflicts', () => {
  it('on a name that is taken, and on a lost race', async () => {
    expect(await admin.call('POST', '/departments', { name: 'network' })).toMatchObject({
      status: 409,
      body: { code: 'department.nameTaken' },
    });
    const { version } = (await admin.call('GET', `/departments/${id}`)).body;
    expect((await admin.call('PATCH', `/departments/${id}`, { name: 'Networks' }, { 'if-match': `"${version}"` })).status).toBe(200);
    expect((await admin.call('PATCH', `/departments/${id}`, { name: 'Nets' }, { 'if-match': `"${version}"` })).status).toBe(412);
  });
});
