import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertGroup, insertMember } from '../../../test/group-samples.ts';
import { type Someone, type World, world } from '../../../test/world.ts';
import { systemActor } from '../../kernel/events/operations.ts';
import { runRelocation } from './operations/run-relocation.ts';

let w: World;
let admin: Someone;
beforeAll(async () => {
  w = await world();
  admin = await w.tech({ role: 'admin' });
});
afterAll(() => w.close());

async function scene(values: { isManager?: boolean } = {}) {
  const [from, to] = [await w.company(), await w.company()];
  const [mover, colleague] = [await w.contact({ companyId: from.id, ...values }), await w.contact({ companyId: from.id })];
  const ticket = await w.ticket({ from: mover });
  return { from, to, mover, colleague, ticket };
}
const relocate = (who: Someone, id: number, body: object) => who.call('POST', `/contacts/${id}/relocation`, body);
const latest = async (id: number) => (await admin.call('GET', `/contacts/${id}/relocations`)).body.items[0];
const companyOf = async (ticketId: number) =>
  (
    await w.db.execute<{ company: number; owner: number }>(
      sql`select company_id as company, contact_id as owner from tickets where id = ${ticketId}`,
    )
  ).rows[0];

describe('allows', () => {
  it('a contact moves with its tickets, which say so under the name of the administrator', async () => {
    const { from, to, mover, colleague, ticket } = await scene();
    await mover.call('POST', `/tickets/${ticket.id}/participants`, { accountId: colleague.id, role: 'cc' });
    const preview = (await admin.call('GET', `/contacts/${mover.id}/relocation?companyId=${to.id}`)).body;
    expect(preview).toMatchObject({ blocked: null, tickets: 1, openTickets: 1, colleagues: 1, sessions: 1, from: { id: from.id } });
    expect(await relocate(admin, mover.id, { companyId: to.id, tickets: 'move' })).toMatchObject({
      status: 202,
      body: { state: 'running', counts: { of: 1, tickets: 0 } },
    });
    await w.drain();
    expect(await latest(mover.id)).toMatchObject({
      state: 'done',
      counts: { tickets: 1, of: 1, colleagues: 1, sessions: 1 },
      by: { id: admin.id },
      to: { id: to.id },
    });
    expect(await companyOf(ticket.id)).toEqual({ company: to.id, owner: mover.id });
    const back = await w.session({ id: mover.id, email: mover.email });
    expect((await back.call('GET', `/tickets/${ticket.id}`)).status).toBe(200);
    expect((await colleague.call('GET', `/tickets/${ticket.id}`)).status).toBe(404);
    const { items } = (await admin.call('GET', `/tickets/${ticket.id}/timeline`)).body;
    expect(items.at(-1)).toMatchObject({
      visibility: 'internal',
      author: { id: admin.id },
      changes: [{ field: 'company', from: from.name, to: to.name }],
    });
  });

  it('a contact leaves its tickets behind and does not see them any more', async () => {
    const { from, to, mover, ticket } = await scene();
    expect((await relocate(admin, mover.id, { companyId: to.id, tickets: 'stay' })).body).toMatchObject({ state: 'done' });
    const back = await w.session({ id: mover.id, email: mover.email });
    expect((await back.call('GET', `/tickets/${ticket.id}`)).status).toBe(404);
    expect((await back.call('GET', '/tickets')).body.items).toEqual([]);
    expect(await companyOf(ticket.id)).toEqual({ company: from.id, owner: mover.id });
  });

  it('a colleague gets the tickets, those of groups too', async () => {
    const { from, to, mover, colleague, ticket } = await scene();
    const groupId = await insertGroup(w.db, from.id, `Group of ${from.id}`);
    const shared = await w.ticket({ from: mover });
    await w.db.execute(sql`update tickets set contact_group_id = ${groupId} where id = ${shared.id}`);
    await relocate(admin, mover.id, { companyId: to.id, tickets: 'hand-over', heirId: colleague.id });
    await w.drain();
    for (const { id } of [ticket, shared]) {
      expect(await companyOf(id)).toEqual({ company: from.id, owner: colleague.id });
      expect((await colleague.call('GET', `/tickets/${id}`)).status).toBe(200);
    }
  });

  it('tickets of a group stay with the group', async () => {
    const { from, to, mover } = await scene();
    const groupId = await insertGroup(w.db, from.id, `Stays in ${from.id}`);
    const shared = await w.ticket({ from: mover });
    await w.db.execute(sql`update tickets set contact_group_id = ${groupId} where id = ${shared.id}`);
    await relocate(admin, mover.id, { companyId: to.id, tickets: 'move' });
    await w.drain();
    expect(await companyOf(shared.id)).toEqual({ company: from.id, owner: mover.id });
  });

  it('takes away groups, what was set for the contact alone, roles over others and open sessions', async () => {
    const { from, to, mover } = await scene({ isManager: true });
    const groupId = await insertGroup(w.db, from.id, `Left in ${from.id}`);
    await insertMember(w.db, groupId, mover.id, 'manager');
    await admin.call('PATCH', `/contacts/${mover.id}/rights`, { flags: { allTickets: true } });
    const preview = (await admin.call('GET', `/contacts/${mover.id}/relocation?companyId=${to.id}`)).body;
    expect(preview).toMatchObject({ losesManager: true, groups: [{ id: groupId, lastManager: true }] });
    const { body } = await relocate(admin, mover.id, { companyId: to.id, tickets: 'stay' });
    expect(body.counts).toMatchObject({ groups: 1, overrides: preview.overrides, sessions: 1 });
    expect((await mover.call('GET', '/me')).status).toBe(401);
    const stranger = await w.contact({ companyId: to.id });
    const foreign = await w.ticket({ from: stranger });
    const back = await w.session({ id: mover.id, email: mover.email });
    expect((await back.call('GET', `/tickets/${foreign.id}`)).status).toBe(404);
    const { rows } = await w.db.execute(sql`select 1 from contact_group_members where contact_id = ${mover.id}
      union all select 1 from settings where scope = 'contact' and scope_id = ${mover.id}`);
    expect(rows).toEqual([]);
  });

  it('10,000 tickets with as many statements as portions, and goes on after a kill', { timeout: 120_000 }, async () => {
    const { from, to, mover, ticket } = await scene();
    await w.db.execute(sql`insert into tickets (number, title, company_id, contact_id, queue_id, status_id, priority_id, created_at, updated_at, public_at)
      select 1000000 + ${mover.id} * 20000 + n, 'Ticket', company_id, contact_id, queue_id, status_id, priority_id, created_at, updated_at, public_at
      from tickets, generate_series(1, 9999) n where id = ${ticket.id}`);
    const { body } = await relocate(admin, mover.id, { companyId: to.id, tickets: 'move' });
    let portions = 0;
    const ctx = w.operations.read({ actor: systemActor('relocations.run'), origin: 'job' });
    const dies = {
      ...ctx,
      services: {
        ...ctx.services,
        // The process is killed in the middle of the third portion: its transaction goes with it.
        write: ((outer, work) =>
          ctx.services.write(outer, async (writing) => {
            const result = await work(writing);
            if (++portions === 3) throw new Error('killed');
            return result;
          })) as typeof ctx.services.write,
      },
    };
    await expect(runRelocation(dies, body.id)).rejects.toThrow('killed');
    expect((await latest(mover.id)).counts).toMatchObject({ tickets: 1000, of: 10_000 });
    const { count } = await w.countStatements(() => runRelocation(ctx, body.id));
    expect(count).toBeLessThan(18 * 10);
    expect(await latest(mover.id)).toMatchObject({ state: 'done', counts: { tickets: 10_000 } });
    const { rows } = await w.db.execute(sql`select count(*)::int as tickets, count(e.seq)::int as entries from tickets t
      left join ticket_timeline e on e.ticket_id = t.id and e.changes ? 'company' where t.contact_id = ${mover.id} and t.company_id = ${to.id}`);
    expect(rows).toEqual([{ tickets: 10_000, entries: 10_000 }]);
    expect((await w.db.execute(sql`select 1 from tickets where company_id = ${from.id}`)).rows).toEqual([]);
    await w.db.execute(sql`delete from pgboss.job where name = 'tickets.reindex'`);
    await w.drain();
  });
});

describe('refuses', () => {
  it('administrators who see one of the two companies only, in either direction', async () => {
    const { from, to, mover } = await scene();
    for (const companyIds of [[from.id], [to.id]]) {
      const narrow = await w.tech({ role: 'master-admin', companyIds });
      expect((await relocate(narrow, mover.id, { companyId: to.id, tickets: 'stay' })).status).toBe(404);
      expect((await narrow.call('GET', `/contacts/${mover.id}/relocation?companyId=${to.id}`)).status).toBe(404);
    }
    const both = await w.tech({ role: 'admin', companyIds: [from.id, to.id] });
    expect((await relocate(both, mover.id, { companyId: to.id, tickets: 'stay' })).status).toBe(202);
    // Who sees only the new company does not learn the name of the old one.
    const after = await w.tech({ role: 'admin', companyIds: [to.id] });
    expect((await after.call('GET', `/contacts/${mover.id}/relocations`)).body.items).toEqual([]);
  });
  it.each(['streamline', 'member', 'advanced'] as const)('a tech of the role %s', async (role) => {
    const { from, to, mover } = await scene();
    const tech = await w.tech({
      role,
      ...(role === 'streamline' ? { queueIds: [w.desk.queues[0]!.id], companyIds: [from.id, to.id] } : {}),
    });
    expect((await relocate(tech, mover.id, { companyId: to.id, tickets: 'stay' })).status).toBe(403);
  });
  it('the same company, a disabled one, one of strangers, an address that is there already', async () => {
    const { from, to, mover, colleague } = await scene();
    const stay = { tickets: 'stay' };
    expect((await relocate(admin, mover.id, { ...stay, companyId: from.id })).body.code).toBe('relocation.sameCompany');
    const shut = await w.company();
    await admin.call('PATCH', `/companies/${shut.id}`, { active: false });
    expect((await relocate(admin, mover.id, { ...stay, companyId: shut.id })).body.code).toBe('relocation.companyClosed');
    const lobby = await w.company({ isCatchAll: true });
    expect((await relocate(admin, mover.id, { ...stay, companyId: lobby.id })).body.code).toBe('relocation.catchAll');
    await w.contact({ companyId: to.id, email: mover.email.toUpperCase() });
    expect((await admin.call('GET', `/contacts/${mover.id}/relocation?companyId=${to.id}`)).body.blocked).toBe('contact.emailTaken');
    expect(await relocate(admin, mover.id, { ...stay, companyId: to.id })).toMatchObject({
      status: 409,
      body: { code: 'contact.emailTaken' },
    });
    expect((await mover.call('GET', '/me')).status).toBe(200);
    for (const body of [{ tickets: 'hand-over' }, { tickets: 'stay', heirId: colleague.id }, { tickets: 'hand-over', heirId: mover.id }])
      expect((await relocate(admin, mover.id, { ...body, companyId: (await w.company()).id })).body.code).toBe('relocation.heir');
    expect((await relocate(admin, admin.id, { ...stay, companyId: to.id })).status).toBe(404);
  });
});

describe('conflicts', () => {
  it('a second move while tickets are on their way, and of two at once exactly one', async () => {
    const { to, mover } = await scene();
    const third = await w.company();
    const both = await Promise.all([to, third].map(({ id }) => relocate(admin, mover.id, { companyId: id, tickets: 'move' })));
    expect(both.map((one) => one.status).sort()).toEqual([202, 409]);
    expect(both.find((one) => one.status === 409)?.body.code).toBe('relocation.running');
    await w.drain();
  });
});
