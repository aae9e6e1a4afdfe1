import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let master: Someone;
let admin: Someone;
beforeAll(async () => {
  w = await world();
  [master, admin] = [await w.tech({ role: 'master-admin' }), await w.tech({ role: 'admin' })];
});
afterAll(() => w.close());

describe('allows', () => {
  it('creates a company with domains and finds it by any of its words', async () => {
    const made = await master.call('POST', '/companies', {
      name: 'Bäckerei Pfefferkorn',
      identifier: 'PFK',
      domains: ['Pfefferkorn.example', 'pfefferkorn.example'],
    });
    expect(made).toMatchObject({ status: 201, body: { domains: ['pfefferkorn.example'], contactCount: 0, version: 1 } });
    for (const q of ['backerei', 'pfk', 'PFEFFERKORN.example', 'pfeff']) {
      expect((await admin.call('GET', `/companies?q=${encodeURIComponent(q)}`)).body.items.map((one: { id: number }) => one.id)).toContain(
        made.body.id,
      );
    }
  });
  it('counts contacts and open tickets of this company only', async () => {
    const [busy, idle] = [await w.company(), await w.company()];
    const contact = await w.contact({ companyId: busy.id });
    await w.contact({ companyId: busy.id });
    await w.ticket({ from: contact });
    expect((await admin.call('GET', `/companies/${busy.id}`)).body).toMatchObject({ contactCount: 2, openTicketCount: 1 });
    expect((await admin.call('GET', `/companies/${idle.id}`)).body).toMatchObject({ contactCount: 0, openTicketCount: 0 });
  });
  it('walks all pages in order without losing or repeating a row', async () => {
    for (let index = 0; index < 7; index++) await w.company({ name: `Paged ${index}` });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { body: { items: { name: string }[]; next: string | null } } = await admin.call(
        'GET',
        `/companies?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...page.body.items.map((one) => one.name));
      cursor = page.body.next;
    }
    expect(seen).toEqual([...seen].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase())));
    expect(new Set(seen).size).toBe(seen.length);
    expect((await admin.call('GET', '/companies?count=true&limit=1')).body.total).toBe(seen.length);
  });
});

describe('refuses', () => {
  it('shows restricted techs only their companies', async () => {
    const [mine, other] = [await w.company(), await w.company()];
    const narrow = await w.tech({ companyIds: [mine.id] });
    expect((await narrow.call('GET', '/companies')).body.items.map((one: { id: number }) => one.id)).toEqual([mine.id]);
    expect((await narrow.call('GET', `/companies/${other.id}`)).status).toBe(404);
    expect((await (await w.tech({ companyIds: [] })).call('GET', '/companies')).body.items).toEqual([]);
  });
  it('shows contacts none of this, and lets only master administrators create', async () => {
    expect((await (await w.contact()).call('GET', '/companies')).status).toBe(404);
    expect((await admin.call('POST', '/companies', { name: 'Not mine to make' })).status).toBe(403);
  });
});

describe('rejects', () => {
  it('refuses a cursor of another list', async () => {
    await w.company();
    await w.company();
    const { next } = (await admin.call('GET', '/companies?limit=1&sort=-createdAt')).body;
    expect(await admin.call('GET', `/companies?limit=1&sort=name&cursor=${next}`)).toMatchObject({
      status: 400,
      body: { code: 'cursor.invalid' },
    });
    expect((await admin.call('GET', '/companies?cursor=AAAA')).status).toBe(400);
  });
  it('refuses an unknown time zone and an unknown field', async () => {
    const { id } = await w.company();
    expect((await admin.call('PATCH', `/companies/${id}`, { timeZone: 'Mars/Olympus' })).status).toBe(422);
    expect((await admin.call('PATCH', `/companies/${id}`, { isCatchAll: true })).status).toBe(422);
  });
});

describe('conflicts', () => {
  it('refuses a name that is taken, whatever its case, and names the field', async () => {
    await w.company({ name: 'Halvorsen' });
    expect(await master.call('POST', '/companies', { name: 'HALVORSEN' })).toMatchObject({
      status: 409,
      body: { code: 'company.nameTaken', fields: [{ path: 'name' }] },
    });
  });
});

describe('emits', () => {
  it('shuts out every contact of a company that is disabled, from the next request on', async () => {
    const company = await w.company();
    const contact = await w.contact({ companyId: company.id });
    expect((await contact.call('GET', '/me')).status).toBe(200);
    expect((await admin.call('PATCH', `/companies/${company.id}`, { active: false })).status).toBe(200);
    expect((await contact.call('GET', '/me')).status).toBe(401);
  });
});
