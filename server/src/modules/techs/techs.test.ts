import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let master: Someone;
beforeAll(async () => {
  w = await world();
  master = await w.tech({ role: 'master-admin' });
});
afterAll(() => w.close());

describe('refuses', () => {
  it('lets administrators read and only master administrators write', async () => {
    const [admin, tech] = [await w.tech({ role: 'admin' }), await w.tech()];
    expect((await admin.call('GET', `/techs/${tech.id}`)).status).toBe(200);
    expect((await admin.call('PATCH', `/techs/${tech.id}`, { role: 'admin' })).status).toBe(403);
    expect((await tech.call('GET', `/techs/${admin.id}`)).status).toBe(403);
  });
  it("shows a streamline tech only colleagues of his teams, because he is a customer's own IT", async () => {
    const company = await w.company();
    const streamline = await w.tech({ role: 'streamline', queueIds: [w.desk.queues[0]?.id ?? 0], companyIds: [company.id] });
    const [mate] = [await w.tech(), await w.tech()];
    await w.team({ members: [{ techId: streamline.id }, { techId: mate.id }] });
    expect((await streamline.call('GET', '/techs')).body.items.map((one: { id: number }) => one.id).sort()).toEqual(
      [streamline.id, mate.id].sort(),
    );
  });
});

describe('rejects', () => {
  it('wants both restrictions for a streamline tech, and names the missing one', async () => {
    const body = { name: 'Own IT', email: 'own-it@customer.example', role: 'streamline', queueIds: [w.desk.queues[0]?.id] };
    expect(await master.call('POST', '/techs', body)).toMatchObject({
      status: 422,
      body: { code: 'tech.restrictionsNeeded', fields: [{ path: 'companyIds' }] },
    });
  });
  it('refuses a restriction to a queue that does not exist, and keeps nothing of it', async () => {
    const body = { name: 'Nobody', email: 'nobody@provider.example', role: 'member', queueIds: [999_999] };
    expect((await master.call('POST', '/techs', body)).status).toBe(422);
    expect((await master.call('GET', '/techs?q=nobody')).body.items).toEqual([]);
  });
});

describe('conflicts', () => {
  it('keeps addresses of techs unique', async () => {
    const tech = await w.tech();
    expect(await master.call('POST', '/techs', { name: 'Twin', email: tech.email.toUpperCase(), role: 'member' })).toMatchObject({
      status: 409,
      body: { code: 'tech.emailTaken' },
    });
  });
  it('keeps the last master administrator, also when two step down at once', async () => {
    const second = await w.tech({ role: 'master-admin' });
    const answers = await Promise.all([
      master.call('PATCH', `/techs/${second.id}`, { role: 'member' }),
      second.call('PATCH', `/techs/${master.id}`, { role: 'member' }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).not.toEqual([200, 200]);
    const { rows } = await w.db.execute(
      "select count(*)::int as left from techs t join accounts a on a.id = t.id where t.role = 'master-admin' and a.active",
    );
    expect(rows[0]?.left).toBe(1);
  });
});

describe('emits', () => {
  it('makes a narrower restriction hold for the very next request', async () => {
    const [one, two] = [await w.company(), await w.company()];
    const survivor = await survivingMaster();
    const tech = await w.tech();
    expect((await tech.call('GET', `/companies/${two.id}`)).status).toBe(200);
    expect((await survivor.call('PATCH', `/techs/${tech.id}`, { companyIds: [one.id] })).status).toBe(200);
    expect((await tech.call('GET', `/companies/${two.id}`)).status).toBe(404);
  });
});

/** The test before may have let the first one step down. */
async function survivingMaster(): Promise<Someone> {
  const { rows } = await w.db.execute<{ id: number; email: string }>(
    "select t.id, a.email from techs t join accounts a on a.id = t.id where t.role = 'master-admin' and a.active",
  );
  if (!rows[0]) throw new Error('No master administrator is left.');
  return w.session(rows[0]);
}
