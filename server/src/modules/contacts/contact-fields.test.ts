import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let admin: Someone;
beforeAll(async () => {
  w = await world();
  admin = await w.tech({ role: 'admin' });
});
afterAll(() => w.close());

const links = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ label: `Page ${index}`, url: `https://page${index}.example/` }));

describe('allows', () => {
  it('keeps every field of a company and of a contact', async () => {
    const { id: companyId } = await w.company();
    const tenant = '0f9a3b1c-1d2e-4f50-8a6b-7c8d9e0f1a2b';
    const company = await admin.call('PATCH', `/companies/${companyId}`, {
      identifier: 'BLM',
      country: 'DE',
      phone: '+49 (30) 123 456-0',
      links: [
        { label: '', url: 'https://wiki.example/blm' },
        { label: 'Files', url: 'ftp://files.example/' },
      ],
      tenantIds: [tenant.toUpperCase(), tenant],
      tags: ['key account'],
    });
    expect(company.body).toMatchObject({
      country: 'DE',
      tenantIds: [tenant],
      tags: ['key account'],
      links: [
        { label: 'wiki.example', url: 'https://wiki.example/blm' },
        { label: 'Files', url: 'ftp://files.example/' },
      ],
    });
    const contact = await w.contact({ companyId });
    expect(
      (
        await admin.call('PATCH', `/contacts/${contact.id}`, {
          givenName: 'Anna',
          surname: 'Berg',
          mailNickname: 'Anna',
          mobile: '0171/1234567 ext. 12',
          tags: ['board'],
          links: links(10),
        })
      ).body,
    ).toMatchObject({ givenName: 'Anna', mailNickname: 'Anna', tags: ['board'], mobile: '0171/1234567 ext. 12' });
    expect((await admin.call('GET', `/contacts?companyId=${companyId}`)).body.items[0].tags).toEqual(['board']);
  });
  it('knows one primary contact among those of one address, and offers it first', async () => {
    const email = 'twice@example.test';
    const [first, second] = [await w.company({ name: 'Aaa first' }), await w.company({ name: 'Zzz second' })];
    const [one, two] = [
      await w.contact({ companyId: first.id, email }),
      await w.contact({ companyId: second.id, email: 'TWICE@example.test' }),
    ];
    const primaries = async () =>
      Promise.all([one, two].map(async ({ id }) => (await admin.call('GET', `/contacts/${id}`)).body.isPrimary));
    expect(await primaries()).toEqual([true, false]);
    expect((await admin.call('PUT', `/contacts/${two.id}/primary`)).body).toMatchObject({
      isPrimary: true,
      sameEmail: [{ id: one.id, company: { name: 'Aaa first' }, isPrimary: false }],
    });
    expect(await primaries()).toEqual([false, true]);
    const { destinations } = (await one.call('GET', '/session')).body;
    expect(destinations.map((place: { accountId: number }) => place.accountId)).toEqual([two.id, one.id]);
    await admin.call('PUT', `/contacts/${one.id}/primary`);
    expect(await primaries()).toEqual([true, false]);
    await admin.call('PATCH', `/contacts/${one.id}`, { email: 'elsewhere@example.test' });
    expect(await primaries()).toEqual([true, true]);
  });
});

describe('refuses', () => {
  it('tells a restricted administrator nothing of the same address in other companies', async () => {
    const [mine, other] = [await w.company(), await w.company()];
    const email = 'shared@example.test';
    const [seen, hidden] = [await w.contact({ companyId: mine.id, email }), await w.contact({ companyId: other.id, email })];
    const narrow = await w.tech({ role: 'admin', companyIds: [mine.id] });
    expect((await narrow.call('GET', `/contacts/${seen.id}`)).body.sameEmail).toEqual([]);
    expect((await narrow.call('PUT', `/contacts/${hidden.id}/primary`)).status).toBe(404);
  });
});

describe('rejects', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'page.example',
    'https://me:secret@page.example/',
    ' ',
    'https://',
  ])('the link %s', async (url) => {
    const { id } = await w.company();
    const refused = await admin.call('PATCH', `/companies/${id}`, { links: [{ label: 'x', url }] });
    expect(refused).toMatchObject({ status: 422, body: { fields: [{ path: 'links.0.url' }] } });
  });
  it('more than ten links, half a tenant, no country, and a phone nobody can dial', async () => {
    const { id } = await w.company();
    const contact = await w.contact({ companyId: id });
    for (const body of [{ links: links(11) }, { tenantIds: ['contoso'] }, { country: 'Germany' }, { phone: 'call me' }])
      expect((await admin.call('PATCH', `/companies/${id}`, body)).status, JSON.stringify(body)).toBe(422);
    for (const mobile of ['abc', '12', '+49<script>'])
      expect((await admin.call('PATCH', `/contacts/${contact.id}`, { mobile })).status, mobile).toBe(422);
  });
  it('a primary contact without an address', async () => {
    const contact = await w.contact();
    await admin.call('PATCH', `/contacts/${contact.id}`, { email: null });
    expect(await admin.call('PUT', `/contacts/${contact.id}/primary`)).toMatchObject({ status: 422, body: { code: 'contact.noEmail' } });
  });
});
