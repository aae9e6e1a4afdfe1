import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let admin: Someone;
let master: Someone;
beforeAll(async () => {
  w = await world();
  [admin, master] = [await w.tech({ role: 'admin' }), await w.tech({ role: 'master-admin' })];
});
afterAll(() => w.close());

describe('allows', () => {
  it('offers “Something else” while there is no service type, even when it is switched off', async () => {
    const contact = await w.contact();
    await master.call('PATCH', '/service-desk/defaults', { somethingElse: false });
    expect((await contact.call('GET', '/service-types')).body).toEqual({ items: [], somethingElse: true });
    await admin.call('POST', '/service-types', { name: 'First of all', published: true });
    expect((await contact.call('GET', '/service-types')).body.somethingElse).toBe(false);
  });
  it('shows contacts published types in order and never their automation', async () => {
    const contact = await w.contact();
    await admin.call('POST', '/service-types', { name: 'Hidden', published: false });
    await admin.call('POST', '/service-types', {
      name: 'Printer fault',
      section: 'Printing',
      icon: 'printer',
      queueId: w.desk.queues[0]?.id,
      sort: 1,
    });
    const { items } = (await contact.call('GET', '/service-types')).body;
    expect(items.map((one: { name: string }) => one.name)).toEqual(['Printer fault', 'First of all']);
    expect(Object.keys(items[0]).sort()).toEqual(['bodyTemplate', 'description', 'icon', 'id', 'name', 'section', 'titleTemplate']);
  });
});

describe('counts', () => {
  it('counts the tickets of each type', async () => {
    const made = await admin.call('POST', '/service-types', { name: 'Counted' });
    const contact = await w.contact();
    await w.ticket({ from: contact, serviceTypeId: made.body.id });
    await w.ticket({ from: contact, serviceTypeId: made.body.id });
    expect((await admin.call('GET', `/service-types/${made.body.id}`)).body.ticketCount).toBe(2);
  });
});

describe('refuses', () => {
  it('lets only administrators change the catalogue', async () => {
    expect((await (await w.tech({ role: 'advanced' })).call('POST', '/service-types', { name: 'Mine' })).status).toBe(403);
  });
});

describe('rejects', () => {
  it('refuses automation that points at nothing or at a closed status, and names both fields', async () => {
    const closed = w.desk.statuses.find((one) => one.isClosed);
    const refused = await admin.call('POST', '/service-types', { name: 'Broken', queueId: 9999, statusId: closed?.id });
    expect(refused).toMatchObject({ status: 422, body: { code: 'defaults.invalid' } });
    expect(refused.body.fields.map((field: { path: string }) => field.path).sort()).toEqual(['queueId', 'statusId']);
  });
});

describe('conflicts', () => {
  it('keeps names unique', async () => {
    await admin.call('POST', '/service-types', { name: 'Twice' });
    expect(await admin.call('POST', '/service-types', { name: 'twice' })).toMatchObject({
      status: 409,
      body: { code: 'serviceType.nameTaken' },
    });
  });
});
