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
  it('creates a contact and finds it by name without accents and by address', async () => {
    const { id: companyId } = await w.company();
    const made = await admin.call('POST', '/contacts', {
      companyId,
      name: 'Zoë Müller',
      email: 'zoe@müller.example'.replace('ü', 'ue'),
      isVip: true,
    });
    expect(made).toMatchObject({ status: 201, body: { isVip: true, isManager: false, canSignIn: true, company: { id: companyId } } });
    for (const q of ['zoe', 'muller', 'zoe@mueller.example']) {
      expect((await admin.call('GET', `/contacts?q=${encodeURIComponent(q)}`)).body.items.map((one: { id: number }) => one.id)).toEqual([
        made.body.id,
      ]);
    }
  });
  it('lists a page of contacts with a constant number of statements', async () => {
    const { id: companyId } = await w.company();
    for (let index = 0; index < 5; index++) await w.contact({ companyId });
    const few = await w.countStatements(() => admin.call('GET', `/contacts?companyId=${companyId}&limit=1`));
    const many = await w.countStatements(() => admin.call('GET', `/contacts?companyId=${companyId}&limit=50`));
    expect(many.count).toBe(few.count);
    expect(many.count).toBeLessThanOrEqual(4);
  });
});

describe('refuses', () => {
  it('shows restricted techs only contacts of their companies', async () => {
    const [mine, other] = [await w.company(), await w.company()];
    const [seen, hidden] = [await w.contact({ companyId: mine.id }), await w.contact({ companyId: other.id })];
    const narrow = await w.tech({ companyIds: [mine.id] });
    expect((await narrow.call('GET', '/contacts')).body.items.map((one: { id: number }) => one.id)).toEqual([seen.id]);
    expect((await narrow.call('GET', `/contacts/${hidden.id}`)).status).toBe(404);
  });
  it('shows a contact the names of colleagues only, and nobody of another company', async () => {
    const [home, away] = [await w.company(), await w.company()];
    const [me, colleague] = [await w.contact({ companyId: home.id }), await w.contact({ companyId: home.id })];
    await w.contact({ companyId: away.id });
    const { items } = (await me.call('GET', '/colleagues')).body;
    expect(items.map((one: { id: number }) => one.id).sort()).toEqual([me.id, colleague.id].sort());
    expect(Object.keys(items[0]).sort()).toEqual(['id', 'kind', 'name', 'picture', 'title']);
    expect((await me.call('GET', `/contacts/${colleague.id}`)).status).toBe(404);
    expect((await me.call('GET', '/colleagues?q=!!!')).body.items).toEqual([]);
  });
  it('shows strangers of the catch-all company only themselves', async () => {
    const lobby = await w.company({ isCatchAll: true });
    const [me] = [await w.contact({ companyId: lobby.id }), await w.contact({ companyId: lobby.id })];
    expect((await me.call('GET', '/colleagues')).body.items.map((one: { id: number }) => one.id)).toEqual([me.id]);
  });
  it('lets a manager of the catch-all company see no stranger’s ticket', async () => {
    const lobby = await w.company({ isCatchAll: true });
    const [manager, stranger] = [await w.contact({ companyId: lobby.id, isManager: true }), await w.contact({ companyId: lobby.id })];
    const ticket = await w.ticket({ from: stranger });
    expect((await manager.call('GET', `/tickets/${ticket.id}`)).status).toBe(404);
    expect((await manager.call('GET', '/tickets?scope=company')).body.items).toEqual([]);
  });
  it('lets ordinary techs read but not write', async () => {
    const contact = await w.contact();
    const tech = await w.tech();
    expect((await tech.call('GET', `/contacts/${contact.id}`)).status).toBe(200);
    expect((await tech.call('PATCH', `/contacts/${contact.id}`, { isManager: true })).status).toBe(403);
  });
});

describe('conflicts', () => {
  it('refuses an address twice in one company and allows it in another', async () => {
    const [one, two] = [await w.company(), await w.company()];
    const body = { name: 'Ravi Menon', email: 'ravi@both.example' };
    expect((await admin.call('POST', '/contacts', { ...body, companyId: one.id })).status).toBe(201);
    expect(await admin.call('POST', '/contacts', { ...body, companyId: one.id, email: 'RAVI@both.example' })).toMatchObject({
      status: 409,
      body: { code: 'contact.emailTaken', fields: [{ path: 'email' }] },
    });
    expect((await admin.call('POST', '/contacts', { ...body, companyId: two.id })).status).toBe(201);
  });
});

describe('emits', () => {
  it('shuts a disabled contact out at once', async () => {
    const contact = await w.contact();
    expect((await admin.call('PATCH', `/contacts/${contact.id}`, { active: false })).body).toMatchObject({
      active: false,
      canSignIn: false,
    });
    expect((await contact.call('GET', '/me')).status).toBe(401);
  });
  it('keeps personal data out of events', async () => {
    const contact = await w.contact({ name: 'Secret Name' });
    await admin.call('PATCH', `/contacts/${contact.id}`, { name: 'Other Name', email: 'other@secret.example' });
    const { rows } = await w.db.execute("select payload::text || changes::text as text from events where name = 'contact.changed'");
    expect(rows.map((row) => row.text).join()).not.toMatch(/Name|secret/);
  });
});
