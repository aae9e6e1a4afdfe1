import type { RouteContract } from '@portico/contracts/kernel/route.ts';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app.ts';
import { insertGroup } from '../group-samples.ts';
import type { Caller } from '../matrix/actors.ts';
import { REQUESTS } from '../matrix/requests.ts';
import { type Scene, scene } from '../matrix/scene.ts';

const lists: RouteContract[] = modules
  .flatMap((module) => module.routes ?? [])
  .map((route) => route.contract)
  .filter((contract) => 'cursor' in ((contract.query as { properties?: object } | undefined)?.properties ?? {}));

let s: Scene;
/** Where the lists of one thing lie, and what some must be asked. */
const places = new Map<string, string>();
const NEEDED: Readonly<Record<string, Record<string, string>>> = {
  'merges.duplicates': { kind: 'contact' },
  'rights.listContacts': { flag: 'allTickets' },
  'rights.listCompanies': { flag: 'allTickets' },
};
const cursors = new Map<string, string>();
beforeAll(async () => {
  s = await scene();
  // Every list has a second page.
  await insertGroup(s.w.db, s.home.id, 'Another');
  for (const name of ['One', 'Two']) await s.people.master.call('POST', '/scim-connections', { name, audience: 'staff' });
  places.set('scimConnections.activities', (await REQUESTS['scimConnections.activities']!(s, s.callers.master)).path);
  // Somebody who was moved twice.
  for (const companyId of [s.away.id, s.home.id])
    await s.people.master.call('POST', `/contacts/${s.spareContact.id}/relocation`, { companyId, tickets: 'stay' });
  // People who are there several times, and two who were merged.
  for (let n = 0; n < 5; n++) {
    const { id } = await s.w.contact({ companyId: s.home.id, name: 'Thrice There' });
    const winnerId = n === 3 ? s.people.collg.id : s.people.cc.id;
    if (n > 2) await s.people.master.call('POST', '/merges', { kind: 'contact', loserId: id, winnerId });
  }
  for (let n = 0; n < 3; n++)
    await s.w.db.execute(
      sql`insert into personal_exports (account_id, state, created_at) values (${s.spareContact.id}, 'done', '2026-01-01')`,
    );
  for (const id of ['contactImports.rows', 'relocations.list', 'personalData.exports'])
    places.set(id, (await REQUESTS[id]!(s, s.callers.master)).path);
  for (const name of ['One', 'Two']) {
    await s.people.master.call('POST', '/tags', { name, type: 'generic' });
    await s.people.master.call('POST', '/group-tags', { name });
  }
  for (let n = 0; n < 3; n++) {
    await s.w.ticket({ from: s.people.owner });
    await s.w.anyone.call('POST', '/sign-in/start', { email: `nobody${n}@example.test` });
    await s.people.admin.call('POST', '/mails/test', { to: 'somebody@example.test' });
    await s.people.admin.call('POST', `/tickets/${s.ticketId}/comments`, { bodyHtml: `<p>Answer ${n}</p>` });
    await s.people.owner.call('POST', `/tickets/${s.ticketId}/comments`, { bodyHtml: `<p>Question ${n}</p>` });
  }
  await s.w.drain({ failures: 'allow' });
}, 120_000);
afterAll(() => s?.w.close());

const askers = (contract: RouteContract): Caller =>
  contract.permission === 'contact' || contract.id === 'notices.list' || contract.id === 'me.mails' ? s.callers.owner : s.callers.master;
async function page(contract: RouteContract, cursor: string | null, who = askers(contract)) {
  const query = new URLSearchParams({ limit: '1', ...NEEDED[contract.id], ...(cursor === null ? {} : { cursor }) });
  const answer = await s.w.app.inject({
    url: `/api/v1${places.get(contract.id) ?? contract.path.replace('{id}', String(s.groupId))}?${query}`,
    headers: who.headers(contract.scope),
  });
  return { status: answer.statusCode, body: answer.json() };
}
const refused = { status: 400, body: expect.objectContaining({ code: 'cursor.invalid' }) };

describe('a cursor', () => {
  it.each(lists.map((contract) => [contract.id, contract] as const))('of %s goes on where the page ended', async (_id, contract) => {
    const first = await page(contract, null);
    expect(first.status).toBe(200);
    expect(first.body.next, `${contract.id} has no second page in this test`).not.toBeNull();
    const second = await page(contract, first.body.next);
    expect(second.status).toBe(200);
    expect(second.body.items[0]).not.toEqual(first.body.items[0]);
    cursors.set(contract.id, first.body.next);
  });

  it.each(lists.map((contract) => [contract.id, contract] as const))('of another list is refused by %s', async (_id, contract) => {
    expect(cursors.size).toBe(lists.length);
    for (const [id, cursor] of cursors)
      if (id !== contract.id) expect(await page(contract, cursor), `${contract.id} with the cursor of ${id}`).toEqual(refused);
  });

  it.each(lists.map((contract) => [contract.id, contract] as const))(
    'that is damaged or made up is refused by %s',
    async (_id, contract) => {
      const good = cursors.get(contract.id)!;
      const coded = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
      const bad = [
        'x',
        'null',
        `${good.slice(0, -2)}`,
        `A${good}`,
        coded([]),
        coded({}),
        coded(['tickets', 1]),
        coded('2026-01-01T00:00:00.000Z ------------------------------------'),
        coded('notATimeZ 00000000-0000-4000-8000-000000000000'),
        coded("2026-01-01T00:00:00.000Z' or 1=1 --"),
        coded({ k: contract.id, v: [{ $gt: '' }] }),
      ];
      for (const cursor of bad) expect(await page(contract, cursor), `${contract.id} with ${cursor}`).toEqual(refused);
    },
  );

  it('of a list of tickets is refused under another order, filter of audience, and for another person', async () => {
    const list = lists.find((one) => one.id === 'tickets.list')!;
    expect(await page(list, cursors.get(list.id)!, s.callers.owner)).toEqual(refused);
    const other = await s.people.master.call('GET', `/tickets?limit=1&sort=-createdAt&cursor=${cursors.get(list.id)}`);
    expect([other.status, other.body.code]).toEqual([400, 'cursor.invalid']);
  });
});
