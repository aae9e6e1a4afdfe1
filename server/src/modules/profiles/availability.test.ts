import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';
import { nowIso } from '../../kernel/clock.ts';
import { END_JOB } from './profiles.jobs.ts';

let w: World;
let admin: Someone;
let lead: Someone;
let tech: Someone;
let other: Someone;
let contact: Someone;
let teamId: number;
let urgentId: number;
beforeAll(async () => {
  w = await world({ env: { PORTICO_DEMO: '1' } });
  admin = await w.tech({ role: 'admin' });
  [lead, tech, other] = [await w.tech({ name: 'Lea Lead' }), await w.tech({ name: 'Tom Tech' }), await w.tech()];
  contact = await w.contact();
  teamId = (await w.team({ name: 'First', members: [{ techId: lead.id, isLead: true }, { techId: tech.id }] })).id;
  urgentId = w.desk.priorities.find((one) => one.level === 'urgent')!.id;
});
afterAll(() => w.close());
beforeEach(async () => {
  for (const who of [tech, lead]) await say(who, 'available');
  await w.drain();
});

const say = (who: Someone, state: string, until?: string) => who.call('PUT', '/me/availability', { state, ...(until ? { until } : {}) });
const inMinutes = (minutes: number) => new Date(Date.parse(nowIso()) + minutes * 60_000).toISOString();
const end = async () => {
  await w.services.jobs.send(w.db, END_JOB, {});
  await w.drain();
};
const assign = (by: Someone, ticket: number, to: Someone | null, more: object = {}) =>
  by.call('PATCH', `/tickets/${ticket}`, { assigneeId: to?.id ?? null, ...more });
const stateSeenBy = async (by: Someone, of: Someone) =>
  (await by.call('GET', '/availability')).body.items.find((one: { id: number }) => one.id === of.id)?.state;
const ticketOf = async (by: Someone, id: number) => (await by.call('GET', `/tickets/${id}`)).body;
const bell = async (who: Someone) => (await who.call('GET', '/notices')).body;
const mailsTo = async (who: Someone, kind: string) =>
  (
    await w.db.execute<{ html: string; subject: string }>(
      sql`select html, subject from mails where account_id = ${who.id} and kind = ${kind} order by id`,
    )
  ).rows;

describe('allows', () => {
  it('a state with an end, which is over at once when its time has come, also without the job', async () => {
    const until = inMinutes(30);
    expect((await say(tech, 'busy', until)).body).toEqual({ state: 'busy', until, by: 'hand', handedOver: 0 });
    expect(await stateSeenBy(other, tech)).toBe('busy');
    w.shift(31 * 60_000);
    expect((await tech.call('GET', '/me/availability')).body).toMatchObject({ state: 'available', until: null });
    expect(await stateSeenBy(other, tech)).toBe('available');
    await end();
    const { rows } = await w.db.execute(sql`select availability, availability_until from techs where id = ${tech.id}`);
    expect(rows).toEqual([{ availability: 'available', availability_until: null }]);
  });

  it('the end of many states that ran out while the server stood, each told once', async () => {
    await say(tech, 'away', inMinutes(5));
    await say(lead, 'dnd', inMinutes(10));
    w.shift(12 * 3600_000);
    const told = async () => (await w.db.execute(sql`select 1 from events where name = 'availability.changed'`)).rows.length;
    await w.drain();
    const before = await told();
    await end();
    await end();
    expect(await told()).toBe(before + 2);
  });

  it('busy people urgent tickets, and everybody to take what they want', async () => {
    const ticket = await w.ticket({ from: contact });
    await say(tech, 'busy');
    expect((await assign(other, ticket.id, tech, { priorityId: urgentId })).status).toBe(200);
    await say(tech, 'dnd');
    const second = await w.ticket({ from: contact });
    expect((await assign(tech, second.id, tech)).status).toBe(200);
    expect((await assign(admin, (await w.ticket({ from: contact })).id, tech)).status).toBe(200);
  });

  it('a change of queue or words of a ticket whose tech is away', async () => {
    const ticket = await w.ticket({ from: contact });
    await assign(other, ticket.id, tech);
    await say(tech, 'away');
    expect((await other.call('PATCH', `/tickets/${ticket.id}`, { title: 'Other words', assigneeId: tech.id })).status).toBe(200);
  });
});

describe('refuses', () => {
  it.each(['busy', 'away', 'dnd'])('to give a ticket that is not urgent to somebody who is %s', async (state) => {
    const ticket = await w.ticket({ from: contact });
    await say(tech, state);
    expect(await assign(other, ticket.id, tech)).toMatchObject({
      status: 409,
      body: { code: 'assignee.unavailable', fields: [{ path: 'assigneeId' }] },
    });
    expect((await ticketOf(other, ticket.id)).assignee).toBeNull();
    const body = { title: 'New', contactId: contact.id, assigneeId: tech.id };
    expect((await other.call('POST', '/tickets', body)).status).toBe(409);
  });

  it('the state of who hides it, and all but who has one’s requests to contacts', async () => {
    await say(tech, 'busy');
    const stranger = await w.contact();
    expect(await stateSeenBy(stranger, tech)).toBeUndefined();
    const ticket = await w.ticket({ from: stranger });
    await assign(tech, ticket.id, tech);
    expect(await stateSeenBy(stranger, tech)).toBe('busy');
    await tech.call('PATCH', '/me', { privacy: { showPresence: false } });
    expect([await stateSeenBy(stranger, tech), await stateSeenBy(other, tech), await stateSeenBy(admin, tech)]).toEqual([
      undefined,
      undefined,
      'busy',
    ]);
    await tech.call('PATCH', '/me', { privacy: { showPresence: true } });
    expect((await contact.call('PUT', '/me/availability', { state: 'busy' })).status).toBe(404);
  });
});

describe('rejects', () => {
  it('an end that has passed or lies too far ahead, and states that do not exist', async () => {
    for (const until of [inMinutes(-1), inMinutes(60 * 24 * 400)])
      expect(await say(tech, 'away', until)).toMatchObject({ status: 422, body: { code: 'availability.until' } });
    expect((await say(tech, 'asleep')).status).toBe(422);
    expect((await tech.call('GET', '/me/availability')).body.state).toBe('available');
  });
});

describe('emits', () => {
  it('open tickets to the lead while away, each with a note, and back on the return', async () => {
    await admin.call('PATCH', `/teams/${teamId}`, { awayRule: 'lead' });
    const [mine, loose] = [await w.ticket({ from: contact }), await w.ticket({ from: contact })];
    await assign(tech, mine.id, tech, { teamId });
    await assign(tech, loose.id, tech);
    await say(tech, 'away');
    await w.drain();
    expect((await ticketOf(other, mine.id)).assignee).toMatchObject({ id: lead.id });
    expect((await ticketOf(other, loose.id)).assignee).toMatchObject({ id: tech.id });
    const words = async () => JSON.stringify((await other.call('GET', `/tickets/${mine.id}/timeline`)).body);
    expect(await words()).toContain('Tom Tech is away. The ticket went to Lea Lead');
    expect(JSON.stringify((await contact.call('GET', `/tickets/${mine.id}/timeline`)).body)).not.toContain('is away');
    expect((await say(tech, 'available')).body.handedOver).toBe(1);
    expect((await tech.call('POST', '/me/availability/take-back', { takeBack: true })).body).toEqual({ changed: [mine.id] });
    expect((await ticketOf(other, mine.id)).assignee).toMatchObject({ id: tech.id });
    expect(await words()).toContain('Tom Tech is back');
    expect((await tech.call('GET', '/me/availability')).body.handedOver).toBe(0);
  });

  it('tickets to the team where no lead is there, and leaves alone what others took meanwhile', async () => {
    await admin.call('PATCH', `/teams/${teamId}`, { awayRule: 'lead' });
    await say(lead, 'away');
    const [one, two] = [await w.ticket({ from: contact }), await w.ticket({ from: contact })];
    for (const ticket of [one, two]) await assign(tech, ticket.id, tech, { teamId });
    await say(tech, 'away');
    await w.drain();
    expect((await ticketOf(other, one.id)).assignee).toBeNull();
    await assign(other, two.id, other);
    await say(tech, 'available');
    expect((await tech.call('POST', '/me/availability/take-back', { takeBack: true })).body.changed).toContain(one.id);
    expect((await ticketOf(other, two.id)).assignee).toMatchObject({ id: other.id });
  });

  it('no notice while away but one summary on the return; critical ones through do-not-disturb', async () => {
    const ticket = await w.ticket({ from: contact, title: 'Quiet please' });
    const burning = await w.ticket({ from: contact, title: 'It burns' });
    for (const one of [ticket, burning]) await assign(tech, one.id, tech);
    await admin.call('PATCH', `/tickets/${burning.id}`, { priorityId: urgentId });
    await w.drain();
    await tech.call('PUT', '/notices/read', {});
    const summed = (await mailsTo(tech, 'catch-up')).length;
    await say(tech, 'dnd');
    const before = (await mailsTo(tech, 'ticket.commented')).length;
    const hints = w.hints.length;
    for (const one of [ticket, ticket, burning]) await contact.call('POST', `/tickets/${one.id}/comments`, { bodyHtml: '<p>News</p>' });
    await w.drain();
    expect((await bell(tech)).unread).toBe(1);
    expect((await mailsTo(tech, 'ticket.commented')).length).toBe(before + 1);
    expect(w.hints.slice(hints).filter(({ hint, rooms }) => hint.kind === 'notice' && rooms.includes(`account:${tech.id}`))).toHaveLength(
      1,
    );
    await say(tech, 'away');
    await contact.call('POST', `/tickets/${burning.id}/comments`, { bodyHtml: '<p>Still</p>' });
    await w.drain();
    expect((await bell(tech)).unread).toBe(1);
    await say(tech, 'available');
    await w.drain();
    expect((await bell(tech)).unread).toBe(4);
    const summaries = await mailsTo(tech, 'catch-up');
    expect(summaries).toHaveLength(summed + 1);
    expect(summaries.at(-1)?.html).toContain('2 things happened while you were away.');
    await say(tech, 'busy');
    await w.drain();
    expect(await mailsTo(tech, 'catch-up')).toHaveLength(summed + 1);
  });

  it('nothing to read of a ticket that may not be read any more', async () => {
    const ticket = await w.ticket({ from: contact, title: 'Secret of the queue' });
    await assign(tech, ticket.id, tech);
    await w.drain();
    await say(tech, 'away');
    await contact.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: '<p>Hidden</p>' });
    await w.drain();
    const master = await w.tech({ role: 'master-admin' });
    await master.call('PATCH', `/techs/${tech.id}`, { queueIds: [] });
    const before = (await mailsTo(tech, 'catch-up')).length;
    await say(tech, 'available');
    await w.drain();
    expect((await mailsTo(tech, 'catch-up')).length).toBe(before);
    await master.call('PATCH', `/techs/${tech.id}`, { queueIds: null });
  });
});
