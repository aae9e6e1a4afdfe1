import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let admin: Someone;
let advanced: Someone;
beforeAll(async () => {
  w = await world();
  [admin, advanced] = [await w.tech({ role: 'admin' }), await w.tech({ role: 'advanced' })];
});
afterAll(() => w.close());

const named = async (name: string, type = 'free') => (await advanced.call('POST', '/tags', { name, type })).body;
const suggested = async (query: string): Promise<string[]> =>
  (await advanced.call('GET', `/tags${query}`)).body.items.map((one: { name: string }) => one.name);

describe('allows', () => {
  it('suggests a tag where its type belongs, defined ones before free ones', async () => {
    for (const [name, type] of Object.entries({
      'place free': 'free',
      'place all': 'generic',
      'place desk': 'service',
      'place client': 'company',
    }))
      await named(name, type);
    await named('place tech', 'agent');
    expect(await suggested('?q=place&for=ticket')).toEqual(['place all', 'place desk', 'place free']);
    expect(await suggested('?q=place&for=contact')).toEqual(['place all', 'place client', 'place free']);
    expect(await suggested('?q=place&for=agent')).toEqual(['place all', 'place tech', 'place free']);
    expect((await suggested('?q=place')).length).toBe(5);
  });
  it('keeps free tags where nobody defined them, and counts what carries a tag', async () => {
    const company = await w.company();
    await admin.call('PATCH', `/companies/${company.id}`, { tags: ['  Gold  partner ', 'gold PARTNER', 'x.resources'] });
    expect((await admin.call('GET', `/companies/${company.id}`)).body.tags).toEqual(['gold PARTNER', 'x.resources']);
    const [tag] = (await advanced.call('GET', '/tags/manage?q=gold&count=true')).body.items;
    expect(tag).toMatchObject({ type: 'free', companies: 1, contacts: 0, tickets: 0 });
    expect((await advanced.call('PATCH', `/tags/${tag.id}`, { name: 'Gold', type: 'company' }, { 'if-match': '"1"' })).body).toMatchObject({
      name: 'Gold',
      type: 'company',
      version: 2,
    });
    expect((await admin.call('GET', `/companies/${company.id}`)).body.tags).toEqual(['Gold', 'x.resources']);
  });
});

describe('refuses', () => {
  it('members, and whoever is restricted: tags stand on what they do not see', async () => {
    expect((await (await w.tech()).call('GET', '/tags/manage')).status).toBe(403);
    const company = await w.company();
    for (const narrow of [await w.tech({ role: 'admin', companyIds: [company.id] }), await w.tech({ role: 'admin', queueIds: [] })])
      expect(await narrow.call('POST', '/tags', { name: 'Mine', type: 'generic' })).toMatchObject({ body: { code: 'role.restricted' } });
  });
});

describe('rejects', () => {
  it('a name of blanks, an unknown type, and a merge into itself', async () => {
    expect((await advanced.call('POST', '/tags', { name: '   ', type: 'generic' })).status).toBe(422);
    expect((await advanced.call('POST', '/tags', { name: 'A', type: 'other' })).status).toBe(422);
    const tag = await named('Alone');
    expect((await advanced.call('POST', `/tags/${tag.id}/merge`, { intoId: tag.id })).body.code).toBe('tag.mergeSelf');
    expect((await advanced.call('POST', `/tags/${tag.id}/merge`, { intoId: 999_999 })).status).toBe(404);
  });
});

describe('conflicts', () => {
  it('refuses a name that exists in another case', async () => {
    await named('Printer');
    expect(await advanced.call('POST', '/tags', { name: 'PRINTER', type: 'generic' })).toMatchObject({
      status: 409,
      body: { code: 'tag.nameTaken' },
    });
  });
});

describe('emits', () => {
  it('moves every carrier when tags are merged, once each, and clears them when one is deleted', async () => {
    const company = await w.company();
    const contact = await w.contact({ companyId: company.id });
    const ticket = await w.ticket({ from: contact });
    const [wrong, right] = [await named('VPM'), await named('VPN')];
    await admin.call('PATCH', `/companies/${company.id}`, { tags: ['VPM', 'VPN'] });
    await admin.call('PATCH', `/contacts/${contact.id}`, { tags: ['VPM'] });
    await admin.call('PATCH', `/tickets/${ticket.id}`, { tags: ['VPM', 'other'] });
    const merged = await advanced.call('POST', `/tags/${wrong.id}/merge`, { intoId: right.id });
    expect(merged.body).toMatchObject({ id: right.id, tickets: 1, companies: 1, contacts: 1 });
    expect((await admin.call('GET', `/tickets/${ticket.id}`)).body.tags.sort()).toEqual(['VPN', 'other']);
    expect((await admin.call('GET', `/contacts/${contact.id}`)).body.tags).toEqual(['VPN']);
    expect((await advanced.call('DELETE', `/tags/${right.id}`)).status).toBe(204);
    expect((await admin.call('GET', `/tickets/${ticket.id}`)).body.tags).toEqual(['other']);
    expect((await admin.call('GET', `/companies/${company.id}`)).body.tags).toEqual([]);
    const { rows } = await w.db.execute("select payload from events where name = 'tag.deleted' order by id");
    expect(rows.map((row) => row.payload)).toEqual([{ intoId: right.id }, {}]);
  });
});
