import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let master: Someone;
let admin: Someone;
let tech: Someone;
beforeAll(async () => {
  w = await world();
  [master, admin, tech] = [await w.tech({ role: 'master-admin' }), await w.tech({ role: 'admin' }), await w.tech()];
});
afterAll(() => w.close());

describe('allows', () => {
  it('creates, renames and archives a row', async () => {
    const made = await master.call('POST', '/categories', { name: 'Printing' });
    expect(made).toMatchObject({ status: 201, body: { name: 'Printing', active: true, version: 1 } });
    expect(made.headers.etag).toBe('"1"');
    const path = `/categories/${made.body.id}`;
    expect(await master.call('PATCH', path, { name: 'Printers' })).toMatchObject({ status: 200, body: { name: 'Printers', version: 2 } });
    expect(await master.call('PATCH', path, { active: false })).toMatchObject({ status: 200, body: { active: false, version: 3 } });
    expect((await tech.call('GET', '/categories')).body.items).toContainEqual(expect.objectContaining({ name: 'Printers', active: false }));
  });
  it('gives a queue its own statuses in order', async () => {
    const [open, closed] = [w.desk.statuses.find((one) => one.name === 'In progress'), w.desk.statuses.find((one) => one.isClosed)];
    const made = await master.call('POST', '/queues', { name: 'On site', statusIds: [closed?.id, open?.id], closedStatusId: closed?.id });
    expect(made.body.statusIds).toEqual([closed?.id, open?.id]);
  });
  it('reads everything in one statement', async () => {
    const { count } = await w.countStatements(() => tech.call('GET', '/service-desk'));
    expect(count).toBeLessThanOrEqual(2); // one of them authenticates
  });
  it('shows a restricted tech only the queues he works in', async () => {
    const [queue] = w.desk.queues;
    const narrow = await w.tech({ queueIds: [queue?.id ?? 0] });
    expect((await narrow.call('GET', '/service-desk')).body.queues.map((one: { id: number }) => one.id)).toEqual([queue?.id]);
  });
});

describe('refuses', () => {
  it('lets only master administrators change anything', async () => {
    for (const who of [admin, tech]) expect((await who.call('POST', '/queues', { name: 'Mine' })).status).toBe(403);
    expect((await w.anyone.call('GET', '/queues')).status).toBe(401);
    expect((await (await w.contact()).call('GET', '/queues')).status).toBe(404);
  });
});

describe('rejects', () => {
  it('names every wrong field at once', async () => {
    const refused = await master.call('POST', '/priorities', { name: '', level: 'huge', color: 'red' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'input.invalid' } });
    expect(refused.body.fields.map((field: { path: string }) => field.path).sort()).toEqual(['color', 'level', 'name']);
  });
  it('refuses defaults of the wrong side', async () => {
    const open = w.desk.statuses.find((one) => !one.isClosed);
    const refused = await master.call('PATCH', '/service-desk/defaults', { closedStatusId: open?.id });
    expect(refused).toMatchObject({ status: 422, body: { fields: [{ path: 'closedStatusId' }] } });
  });
});

describe('conflicts', () => {
  it('refuses a second row with the same name in another case', async () => {
    expect(await master.call('POST', '/queues', { name: 'SUPPORT' })).toMatchObject({ status: 409, body: { code: 'queue.nameTaken' } });
  });
  it('refuses to archive what the defaults use', async () => {
    expect(await master.call('PATCH', `/queues/${w.desk.defaults.queueId}`, { active: false })).toMatchObject({
      status: 409,
      body: { code: 'queue.inUse' },
    });
  });
  it('refuses a change based on an older version', async () => {
    const made = await master.call('POST', '/sources', { name: 'Fax' });
    const path = `/sources/${made.body.id}`;
    expect((await master.call('PATCH', path, { name: 'Telefax' }, { 'if-match': '"1"' })).status).toBe(200);
    expect(await master.call('PATCH', path, { name: 'Fax again' }, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'version.conflict' },
    });
  });
});
