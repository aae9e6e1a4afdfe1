import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type World, world } from '../../../test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

describe('allows', () => {
  it('shows an administrator what state the system is in', async () => {
    const admin = await w.tech({ role: 'admin' });
    const health = await admin.call('GET', '/system/health');
    expect(health.status).toBe(200);
    const keys = health.body.checks.map((check: { key: string }) => check.key);
    // Other modules add theirs.
    expect(keys).toEqual(
      expect.arrayContaining('database jobs mail disk events live address clock responsiveness memory handles'.split(' ')),
    );
    const contact = await w.contact();
    await w.ticket({ from: contact });
    const overview = await admin.call('GET', '/system/overview?days=7');
    expect(overview.body).toMatchObject({ openTickets: 1, unassigned: 1, overdue: 0 });
    expect(overview.body.createdPerDay).toHaveLength(7);
    expect(overview.body.createdPerDay.at(-1)).toMatchObject({ created: 1, closed: 0 });
  });
  it('changes name and colour and shows them to strangers', async () => {
    const master = await w.tech({ role: 'master-admin' });
    await master.call('PATCH', '/workspace', { name: 'Kestrel & Vane', brandColor: '#5b5bd6' });
    expect((await w.anyone.call('GET', '/workspace')).body).toMatchObject({ name: 'Kestrel & Vane', brandColor: '#5b5bd6', phone: null });
  });
});

describe('refuses', () => {
  it('keeps jobs and health from ordinary techs, and discarding and the workspace from administrators', async () => {
    const [tech, admin] = [await w.tech({ role: 'advanced' }), await w.tech({ role: 'admin' })];
    for (const path of ['/jobs', '/system/health', '/system/overview']) expect((await tech.call('GET', path)).status, path).toBe(403);
    expect((await admin.call('DELETE', '/jobs/00000000-0000-0000-0000-000000000000')).status).toBe(403);
    expect((await admin.call('PATCH', '/workspace', { name: 'Mine' })).status).toBe(403);
  });
  it('answers 404 for a job that is not there', async () => {
    const admin = await w.tech({ role: 'admin' });
    expect((await admin.call('POST', '/jobs/00000000-0000-0000-0000-000000000000/retry')).status).toBe(404);
  });
});
