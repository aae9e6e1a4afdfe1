import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';
import { findAccountFacts, listOpenAccounts, resolveAddress } from '../access/access.reads.ts';

let w: World;
let admin: Someone;
interface Row {
  readonly id: number | null;
  readonly name: string;
  readonly opensPortal: boolean;
}
interface Page {
  types: Row[];
  statuses: Row[];
  contactLimit: number | null;
}
beforeAll(async () => {
  w = await world();
  admin = await w.tech({ role: 'admin', email: 'admin@operator.test' });
});
afterAll(() => w.close());
beforeEach(async () => {
  await w.db.execute(sql`update company_types set opens_portal = false`);
  await w.db.execute(sql`update company_statuses set opens_portal = false`);
});

const page = async (): Promise<Page> => {
  const { types, statuses, contactLimit } = (await admin.call('GET', '/portal-access')).body;
  const plain = ({ id, name, opensPortal }: Row) => ({ id, name, opensPortal });
  return { types: types.map(plain), statuses: statuses.map(plain), contactLimit };
};
const opening = (rows: readonly Row[], ...names: string[]) => rows.map((row) => ({ ...row, opensPortal: names.includes(row.name) }));
const save = async (change: (before: Page) => object, confirmLosing?: number) =>
  admin.call('PUT', '/portal-access', {
    ...(await page()),
    ...change(await page()),
    ...(confirmLosing === undefined ? {} : { confirmLosing }),
  });
const typeId = async (name: string) => (await page()).types.find((row) => row.name === name)?.id;
const setCompany = (id: number, body: object) => admin.call('PATCH', `/companies/${id}`, body);

/** Everything that decides over one contact, which must agree. */
async function verdicts(someone: Someone) {
  const { rows } = await w.db.execute(sql`select email_key from accounts where id = ${someone.id}`);
  const key = String(rows[0]?.email_key);
  const [listed, shut] = await Promise.all(
    [true, false].map(async (canSignIn) =>
      (await admin.call('GET', `/contacts?companyId=${someone.companyId}&canSignIn=${canSignIn}&limit=100`)).body.items.some(
        (one: { id: number }) => one.id === someone.id,
      ),
    ),
  );
  const facts = await findAccountFacts(w.db, someone.id);
  return {
    request: (await someone.call('GET', '/me')).status === 200,
    places: (await listOpenAccounts(w.db, key)).some(({ id }) => id === someone.id),
    mail: (await resolveAddress(w.db, key)).targets.some(({ accountId }) => accountId === someone.id),
    facts: facts?.active === true && facts.companyOpen === true,
    listed,
    notShut: !shut,
    own: (await admin.call('GET', `/contacts/${someone.id}`)).body.canSignIn,
  };
}
const all = (value: boolean) => ({ request: value, places: value, mail: value, facts: value, listed: value, notShut: value, own: value });

describe('allows', () => {
  it('all active companies while no type and no status is chosen', async () => {
    const contact = await w.contact({ companyId: (await w.company()).id });
    expect(await verdicts(contact)).toEqual(all(true));
  });
  it('only companies whose type and status are let in, in every place that asks', async () => {
    const [home, trial, none] = [await w.company(), await w.company(), await w.company()];
    await setCompany(trial.id, { typeId: await typeId('Trial') });
    await setCompany(none.id, { typeId: null });
    const [customer, tester, untyped] = [
      await w.contact({ companyId: home.id }),
      await w.contact({ companyId: trial.id }),
      await w.contact({ companyId: none.id }),
    ];
    expect((await save(({ types }) => ({ types: opening(types, 'Customer') }), 999)).body.saved).toBe(true);
    expect(await verdicts(customer)).toEqual(all(true));
    expect(await verdicts(tester)).toEqual(all(false));
    expect(await verdicts(untyped)).toEqual(all(false));
    expect((await admin.call('GET', `/contacts/${tester.id}`)).body).toMatchObject({ active: true, portalStanding: 'company-type' });
    expect((await admin.call('GET', `/companies/${trial.id}`)).body).toMatchObject({ active: true, opensPortal: false });
    expect((await save(({ statuses }) => ({ statuses: opening(statuses, 'Onboarding') }), 999)).body.saved).toBe(true);
    expect(await verdicts(customer)).toEqual(all(false));
    expect((await admin.call('GET', `/contacts/${customer.id}`)).body.portalStanding).toBe('company-status');
    // Staff has no company, so nothing of this concerns them.
    expect((await admin.call('GET', '/me')).status).toBe(200);
  });
  it('keeps each contact’s own state when the company is disabled and enabled again, and says which it is', async () => {
    const { id: companyId } = await w.company();
    const [on, off] = [await w.contact({ companyId }), await w.contact({ companyId })];
    await admin.call('PATCH', `/contacts/${off.id}`, { active: false });
    await setCompany(companyId, { active: false });
    const state = async (one: Someone) => {
      const { active, canSignIn, portalStanding } = (await admin.call('GET', `/contacts/${one.id}`)).body;
      return { active, canSignIn, portalStanding };
    };
    expect(await state(on)).toEqual({ active: true, canSignIn: false, portalStanding: 'company-disabled' });
    expect(await state(off)).toEqual({ active: false, canSignIn: false, portalStanding: 'disabled' });
    await setCompany(companyId, { active: true });
    expect(await state(on)).toEqual({ active: true, canSignIn: true, portalStanding: 'open' });
    expect(await state(off)).toEqual({ active: false, canSignIn: false, portalStanding: 'disabled' });
  });
  it('nobody without an e-mail address', async () => {
    const contact = await w.contact({ companyId: (await w.company()).id });
    expect((await admin.call('PATCH', `/contacts/${contact.id}`, { email: null })).body).toMatchObject({
      canSignIn: false,
      portalStanding: 'no-email',
    });
    expect((await contact.call('GET', '/me')).status).toBe(401);
  });
  it('renames, swaps, adds and removes types, and gives new companies the first of each list', async () => {
    const before = await page();
    const [first, second] = before.types;
    const types = [
      { ...first, name: second?.name },
      { ...second, name: first?.name },
      ...before.types.slice(2).filter(({ name }) => name !== 'Supplier'),
      { id: null, name: '  Public   sector ', opensPortal: false },
    ];
    const { status, body } = await save(() => ({ types }));
    expect({ status, saved: body.saved }).toEqual({ status: 200, saved: true });
    const names = (await admin.call('GET', '/company-labels')).body.types.map((row: Row) => row.name);
    expect(names).toEqual(['Trial', 'Customer', 'Prospect', 'Partner', 'Own company', 'Public sector']);
    const made = await w.company();
    expect((await admin.call('GET', `/companies/${made.id}`)).body).toMatchObject({
      type: { id: first?.id, name: 'Trial' },
      status: { name: 'Active' },
    });
    expect((await admin.call('GET', `/companies?typeId=${first?.id}&q=${made.name.split(' ')[1]}`)).body.items).toHaveLength(1);
    await save(() => ({ types: before.types.map((row) => (row.name === 'Supplier' ? { ...row, id: null } : row)) }));
  });
  it('counts who could sign in and reports a limit that keeps nobody out', async () => {
    const count = async () => (await admin.call('GET', '/portal-access')).body.potentialUsers;
    const before = await count();
    expect((await save(() => ({ contactLimit: 1 }))).body.access.contactLimit).toBe(1);
    const contact = await w.contact({ companyId: (await w.company()).id });
    expect(await count()).toBe(before + 1);
    expect((await contact.call('GET', '/me')).status).toBe(200);
    expect((await admin.call('GET', '/system/overview')).body.users).toEqual({ potential: before + 1, limit: 1 });
    await admin.call('PATCH', `/contacts/${contact.id}`, { active: false });
    expect(await count()).toBe(before);
  });
});

describe('refuses', () => {
  it('to save unseen what takes access from people: says how many, names companies, own ones first', async () => {
    const own = await w.company({ name: 'Operator Ltd' });
    const big = await w.company({ name: 'Big customer' });
    const mine = await w.contact({ companyId: own.id, email: 'Admin@operator.test' });
    for (let n = 0; n < 3; n++) await w.contact({ companyId: big.id });
    const before = await page();
    const { body } = await save(({ types }) => ({ types: opening(types, 'Partner') }));
    const { potentialUsers } = (await admin.call('GET', '/portal-access')).body;
    expect(body).toMatchObject({ saved: false, impact: { losing: potentialUsers, remaining: 0, gaining: 0 } });
    expect(body.impact.companies[0]).toEqual({ id: own.id, name: 'Operator Ltd', people: 1, isOwn: true });
    expect(body.impact.companies).toContainEqual({ id: big.id, name: 'Big customer', people: 3, isOwn: false });
    expect(await page()).toEqual(before);
    expect((await mine.call('GET', '/me')).status).toBe(200);
    // Somebody joined since the number was shown: asked again.
    expect((await save(({ types }) => ({ types: opening(types, 'Partner') }), potentialUsers - 1)).body.saved).toBe(false);
    expect((await save(({ types }) => ({ types: opening(types, 'Partner') }), potentialUsers)).body.saved).toBe(true);
    expect((await mine.call('GET', '/me')).status).toBe(401);
  });
  it('to let a type that is only being made shut out everybody unseen', async () => {
    await w.contact({ companyId: (await w.company()).id });
    const { body } = await save(({ types }) => ({ types: [...types, { id: null, name: 'Brand new', opensPortal: true }] }));
    expect(body).toMatchObject({ saved: false, impact: { remaining: 0 } });
  });
  it('to disable, or to give another type to, the company of an administrator’s own contact account, unless it is confirmed', async () => {
    const own = await w.company();
    const mine = await w.contact({ companyId: own.id, email: 'admin@operator.test' });
    await w.contact({ companyId: own.id });
    for (const body of [{ active: false }]) {
      const refused = await setCompany(own.id, body);
      expect(refused).toMatchObject({ status: 409, body: { code: 'portalAccess.losesAccess' } });
      expect(refused.body.detail).toContain('2 people');
    }
    await save(({ types }) => ({ types: opening(types, 'Customer', 'Trial') }), 999);
    expect((await setCompany(own.id, { typeId: await typeId('Prospect') })).body.code).toBe('portalAccess.losesAccess');
    expect((await admin.call('PATCH', `/contacts/${mine.id}`, { active: false })).body.code).toBe('portalAccess.losesAccess');
    expect((await admin.call('PATCH', `/contacts/${mine.id}`, { email: null })).body.code).toBe('portalAccess.losesAccess');
    expect((await mine.call('GET', '/me')).status).toBe(200);
    expect((await setCompany(own.id, { active: false, confirmLosing: 2 })).status).toBe(200);
    expect((await mine.call('GET', '/me')).status).toBe(401);
  });
  it('administrators of some companies, and everybody else', async () => {
    const narrow = await w.tech({ role: 'admin', companyIds: [(await w.company()).id] });
    const body = await page();
    expect(await narrow.call('GET', '/portal-access')).toMatchObject({ status: 403, body: { code: 'role.restricted' } });
    expect(await narrow.call('PUT', '/portal-access', body)).toMatchObject({ status: 403, body: { code: 'role.restricted' } });
    expect((await narrow.call('GET', '/system/overview')).body.users).toBeNull();
    expect((await (await w.tech({ role: 'advanced' })).call('GET', '/portal-access')).status).toBe(403);
  });
});

describe('rejects', () => {
  it('two types of one name, a name of spaces, one that is not there, and one twice', async () => {
    const { types } = await page();
    const [first] = types;
    const doubled = [...types, { id: null, name: ` ${first?.name.toUpperCase()} `, opensPortal: false }];
    expect((await save(() => ({ types: doubled }))).body.code).toBe('companyLabel.nameTaken');
    expect((await save(() => ({ types: [...types, { id: null, name: '  ', opensPortal: false }] }))).body.code).toBe(
      'companyLabel.nameTaken',
    );
    expect((await save(() => ({ types: [{ id: 99_999, name: 'X', opensPortal: false }] }))).status).toBe(404);
    expect((await save(() => ({ types: [...types, first] }))).status).toBe(404);
    expect((await save(() => ({ types: [] }))).status).toBe(422);
    expect((await setCompany((await w.company()).id, { typeId: 99_999 })).status).toBe(422);
  });
});

describe('conflicts', () => {
  it('a type that companies have is not removed, and a page that somebody else changed meanwhile is not overwritten', async () => {
    const { id: companyId } = await w.company();
    await setCompany(companyId, { typeId: await typeId('Prospect') });
    const refused = await save(({ types }) => ({ types: types.filter(({ name }) => name !== 'Prospect') }));
    expect(refused).toMatchObject({ status: 409, body: { code: 'companyLabel.inUse' } });
    const answers = await Promise.all(
      [5, 6].map(async (contactLimit) =>
        admin.call('PUT', '/portal-access', { ...(await page()), contactLimit }, { 'if-match': `"${await versionNow()}"` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});
const versionNow = async () => (await admin.call('GET', '/portal-access')).body.version;

describe('emits', () => {
  it('who is cut off, so that sockets close: only those who were in', async () => {
    const trial = await w.company();
    await setCompany(trial.id, { typeId: await typeId('Trial') });
    const inside = await w.contact({ companyId: trial.id });
    const absent = await w.contact({ companyId: trial.id });
    await w.db.execute(sql`delete from sessions where account_id = ${absent.id}`);
    await save(({ types }) => ({ types: opening(types, 'Customer') }), 999);
    const { rows } = await w.db.execute(sql`select payload from events where name = 'account.accessChanged' order by id desc limit 1`);
    const accountIds = (rows[0]?.payload as { accountIds: number[] } | undefined)?.accountIds;
    expect(accountIds).toContain(inside.id);
    expect(accountIds).not.toContain(absent.id);
  });
});
