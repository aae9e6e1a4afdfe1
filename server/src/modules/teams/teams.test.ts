import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let admin: Someone;
beforeAll(async () => {
  w = await world();
  admin = await w.tech({ role: 'admin' });
});
afterAll(() => w.close());

describe('allows', () => {
  it('creates a team with members and replaces them as a whole', async () => {
    const [lead, member] = [await w.tech(), await w.tech()];
    const made = await admin.call('POST', '/teams', {
      name: 'Field',
      members: [{ techId: lead.id, isLead: true }, { techId: member.id }, { techId: member.id }],
    });
    expect(made.status).toBe(201);
    expect(made.body.members.map((one: { id: number; isLead: boolean }) => [one.id, one.isLead]).sort()).toEqual(
      [
        [lead.id, true],
        [member.id, false],
      ].sort(),
    );
    const changed = await admin.call('PATCH', `/teams/${made.body.id}`, { members: [{ techId: member.id, isLead: true }] });
    expect(changed.body).toMatchObject({ version: 2, members: [{ id: member.id, isLead: true }] });
  });
});

describe('refuses', () => {
  it('shows teams to every tech and lets only administrators change them', async () => {
    const tech = await w.tech();
    const { id } = await w.team();
    expect((await tech.call('GET', '/teams')).status).toBe(200);
    expect((await tech.call('PATCH', `/teams/${id}`, { name: 'Mine' })).status).toBe(403);
    expect((await (await w.contact()).call('GET', '/teams')).status).toBe(404);
  });
});

describe('rejects', () => {
  it('refuses a list with somebody who is no tech, and keeps the old one', async () => {
    const tech = await w.tech();
    const { id } = await w.team({ members: [{ techId: tech.id }] });
    const contact = await w.contact();
    expect((await admin.call('PATCH', `/teams/${id}`, { members: [{ techId: contact.id }] })).status).toBe(422);
    expect((await admin.call('GET', `/teams/${id}`)).body.members.map((one: { id: number }) => one.id)).toEqual([tech.id]);
  });
});

describe('conflicts', () => {
  it('keeps names unique whatever their case', async () => {
    await w.team({ name: 'Projects' });
    expect(await admin.call('POST', '/teams', { name: 'projects' })).toMatchObject({ status: 409, body: { code: 'team.nameTaken' } });
  });
});
