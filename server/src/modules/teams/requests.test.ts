import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let admin: Someone;
let lead: Someone;
let tech: Someone;
let other: Someone;
beforeAll(async () => {
  w = await world({ env: { PORTICO_DEMO: '1' } });
  admin = await w.tech({ role: 'admin' });
  [lead, tech, other] = [await w.tech({ name: 'Lea Lead' }), await w.tech({ name: 'Tom Tech' }), await w.tech()];
});
afterAll(() => w.close());

const team = async (members: { techId: number; isLead?: boolean }[] = [{ techId: lead.id, isLead: true }]) =>
  (await w.team({ members })).id;
const ask = (by: Someone, id: number, message?: string) => by.call('POST', `/teams/${id}/requests`, message ? { message } : {});
const requestOf = async (by: Someone, id: number): Promise<number> =>
  (await by.call('GET', '/team-requests')).body.mine.find(
    (one: { team: { id: number }; state: string }) => one.team.id === id && one.state === 'pending',
  ).id;
const decide = (by: Someone, id: number, approve: boolean, reason?: string) =>
  by.call('POST', `/team-requests/${id}/decision`, { approve, ...(reason ? { reason } : {}) });
const memberIds = async (id: number) => (await admin.call('GET', `/teams/${id}`)).body.members.map((one: { id: number }) => one.id);
const leave = (by: Someone, id: number, newLeadId?: number) => by.call('POST', `/teams/${id}/leave`, newLeadId ? { newLeadId } : {});
const noticesOf = async (who: Someone) =>
  (await who.call('GET', '/notices')).body.items.map((one: { kind: string; lead: { values: { author: string; reason: string } } }) => one);

describe('allows', () => {
  it('asking, and the lead to approve; both sides are told, and the new member hears of tickets of the team', async () => {
    const id = await team();
    expect((await ask(tech, id, 'I know networks')).status).toBe(200);
    await w.drain();
    expect(await noticesOf(lead)).toMatchObject([{ kind: 'team.joinRequested', lead: { values: { author: 'Tom Tech' } } }]);
    const { toDecide } = (await lead.call('GET', '/team-requests')).body;
    expect(toDecide).toMatchObject([{ person: { name: 'Tom Tech' }, message: 'I know networks', state: 'pending' }]);
    expect((await decide(lead, toDecide[0].id, true)).body.toDecide).toEqual([]);
    await w.drain();
    expect(await memberIds(id)).toContain(tech.id);
    expect((await noticesOf(tech))[0]).toMatchObject({ kind: 'team.approved', lead: { values: { author: 'Lea Lead' } } });
    const mails = await w.db.execute(sql`select account_id from mails where kind in ('team.joinRequested', 'team.approved') order by id`);
    expect(mails.rows).toEqual([{ account_id: lead.id }, { account_id: tech.id }]);
    const ticket = await w.ticket({ from: await w.contact() });
    await w.drain();
    await admin.call('PATCH', `/tickets/${ticket.id}`, { teamId: id });
    await w.drain();
    expect((await noticesOf(tech))[0]).toMatchObject({ kind: 'ticket.teamChanged', ticketId: ticket.id });
  });

  it('a denial with a reason, which the asker reads, and asking again afterwards', async () => {
    const id = await team();
    await ask(tech, id);
    expect((await decide(lead, await requestOf(tech, id), false, 'We are five already.')).status).toBe(200);
    await w.drain();
    expect((await noticesOf(tech))[0]).toMatchObject({ kind: 'team.denied', lead: { values: { reason: 'We are five already.' } } });
    expect(await memberIds(id)).not.toContain(tech.id);
    expect((await ask(tech, id)).status).toBe(200);
    expect((await tech.call('DELETE', `/team-requests/${await requestOf(tech, id)}`)).body.mine[0].state).toBe('withdrawn');
  });

  it('administrators to decide where there is no lead', async () => {
    const id = await team([{ techId: other.id }]);
    await ask(tech, id);
    await w.drain();
    expect((await noticesOf(admin))[0]).toMatchObject({ kind: 'team.joinRequested' });
    expect((await decide(admin, await requestOf(tech, id), true)).status).toBe(200);
  });

  it('a lead to leave after handing over, and the last member to leave a team empty', async () => {
    const id = await team([{ techId: lead.id, isLead: true }, { techId: tech.id }]);
    expect(await leave(lead, id)).toMatchObject({ status: 409, body: { code: 'team.handOver' } });
    expect((await leave(lead, id, tech.id)).body.members).toMatchObject([{ id: tech.id, isLead: true }]);
    expect((await leave(tech, id)).body.members).toEqual([]);
  });
});

describe('refuses', () => {
  it('to decide about oneself, for others to decide or to learn of it, and to put a stranger in charge', async () => {
    const id = await team();
    await ask(tech, id);
    const request = await requestOf(tech, id);
    expect((await decide(other, request, true)).status).toBe(404);
    expect((await decide(tech, request, true)).status).toBe(403);
    expect((await other.call('GET', '/team-requests')).body).toEqual({ mine: [], toDecide: [] });
    expect((await other.call('DELETE', `/team-requests/${request}`)).status).toBe(404);
    const own = await team([{ techId: other.id }]);
    await ask(admin, own);
    expect(await decide(admin, await requestOf(admin, own), true)).toMatchObject({ status: 403, body: { code: 'teamRequest.notYours' } });
    const led = await team([{ techId: lead.id, isLead: true }, { techId: tech.id }]);
    expect((await leave(lead, led, other.id)).status).toBe(409);
    expect(await leave(other, led)).toMatchObject({ status: 409, body: { code: 'team.notMember' } });
    expect((await (await w.contact()).call('GET', '/team-requests')).status).toBe(404);
  });
});

describe('rejects', () => {
  it('a denial without a reason, a request by a member, and one to a disabled team', async () => {
    const id = await team();
    await ask(tech, id);
    expect(await decide(lead, await requestOf(tech, id), false)).toMatchObject({ status: 422, body: { code: 'teamRequest.reasonNeeded' } });
    expect(await ask(lead, id)).toMatchObject({ status: 409, body: { code: 'team.alreadyMember' } });
    await admin.call('PATCH', `/teams/${id}`, { active: false });
    expect(await ask(other, id)).toMatchObject({ status: 409, body: { code: 'team.archived' } });
  });
});

describe('conflicts', () => {
  it('of two requests, two decisions and two leads who leave at once, one wins', async () => {
    const id = await team();
    const asked = await Promise.all([ask(tech, id), ask(tech, id), ask(tech, id)]);
    expect(asked.map((one) => one.status).sort()).toEqual([200, 409, 409]);
    const request = await requestOf(tech, id);
    const answers = await Promise.all([decide(lead, request, true), decide(admin, request, false, 'No room')]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    const led = await team([{ techId: lead.id, isLead: true }, { techId: tech.id, isLead: true }, { techId: other.id }]);
    const left = await Promise.all([leave(lead, led), leave(tech, led)]);
    expect(left.map((one) => one.status).sort()).toEqual([200, 409]);
    expect((await admin.call('GET', `/teams/${led}`)).body.members.filter((one: { isLead: boolean }) => one.isLead)).toHaveLength(1);
  });
});
