import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';
import { modules } from '../../app.ts';

let w: World;
let tech: Someone;
let other: Someone;
let contact: Someone;
let ticketId: number;
let urgentId: number;
beforeAll(async () => {
  w = await world({ env: { PORTICO_DEMO: '1' } });
  [tech, other] = [await w.tech({ role: 'admin' }), await w.tech({ role: 'master-admin' })];
  contact = await w.contact();
  urgentId = w.desk.priorities.find((one) => one.level === 'urgent')!.id;
});
afterAll(() => w.close());
beforeEach(async () => {
  await w.db.execute(sql`delete from notification_choices`);
  await w.db.execute(sql`delete from notification_preferences`);
  ticketId = (await w.ticket({ from: contact, title: 'Settings' })).id;
  await other.call('PATCH', `/tickets/${ticketId}`, { assigneeId: tech.id });
  await w.drain();
  await w.db.execute(sql`delete from notices`);
  await w.db.execute(sql`delete from mails`);
});

const PATH = '/me/notifications';
const choose = async (who: Someone, topic: string, choice: object) => {
  const reply = await who.call('PATCH', PATH, { choices: [{ topic, ...choice }] });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
};
const of = (settings: { choices: { topic: string }[] }, topic: string) => settings.choices.find((one) => one.topic === topic);
const write = async (who: Someone, more: object = {}) => {
  await who.call('POST', `/tickets/${ticketId}/comments`, { bodyHtml: '<p>Word</p>', ...more });
  await w.drain();
};
const bellOf = async (who: Someone) => (await who.call('GET', '/notices')).body;
const mailsTo = async (who: Someone) =>
  (await w.db.execute<{ kind: string; state: string }>(sql`select kind, state from mails where account_id = ${who.id} order by id`)).rows;
const rows = async () => (await w.db.execute(sql`select 1 from notification_choices`)).rows.length;

describe('settings', () => {
  it('show every topic the product declares for this kind of person, and no other', async () => {
    const declared = modules.flatMap((one) => one.events ?? []).flatMap(({ notice }) => notice?.topics ?? []);
    for (const [who, audience] of [[tech, 'tech'] as const, [contact, 'contact'] as const]) {
      const keys = new Set(declared.filter((topic) => topic.audience === audience).map((topic) => topic.key));
      const { choices } = (await who.call('GET', PATH)).body;
      expect(new Set(choices.map((one: { topic: string }) => one.topic))).toEqual(keys);
      expect(choices.every((one: { isDefault: boolean }) => one.isDefault)).toBe(true);
    }
  });

  it('keep only what differs from the default, and lose it with null', async () => {
    expect(of(await choose(tech, 'tickets.mine', { email: 'digest' }), 'tickets.mine')).toEqual({
      topic: 'tickets.mine',
      inApp: true,
      desktop: false,
      email: 'digest',
      offersInApp: true,
      isDefault: false,
    });
    await choose(tech, 'tickets.mine', { desktop: true });
    expect(of((await tech.call('GET', PATH)).body, 'tickets.mine')).toMatchObject({ email: 'digest', desktop: true });
    expect(await rows()).toBe(1);
    const reset = await choose(tech, 'tickets.mine', { email: null, desktop: null });
    expect(of(reset, 'tickets.mine')).toMatchObject({ email: 'disabled', desktop: false, isDefault: true });
    expect(await rows()).toBe(0);
  });

  it('keep quiet hours, sound and pop-ups, each by itself', async () => {
    const quiet = { on: true, from: '21:30', until: '06:15', days: [1, 5], urgent: false };
    expect((await tech.call('PATCH', PATH, { quiet })).body.quiet).toEqual(quiet);
    expect((await tech.call('PATCH', PATH, { sound: false })).body).toMatchObject({ quiet, sound: false, popUps: true });
    expect((await tech.call('GET', PATH)).body).toMatchObject({ quiet, sound: false, popUps: true });
    expect((await other.call('GET', PATH)).body).toMatchObject({ quiet: { on: false }, sound: true });
  });

  it('changed by two screens at once lose nothing', async () => {
    await Promise.all([
      tech.call('PATCH', PATH, { choices: [{ topic: 'tickets.mine', email: 'weekly' }] }),
      tech.call('PATCH', PATH, { choices: [{ topic: 'tickets.mine', desktop: true }] }),
    ]);
    expect(of((await tech.call('GET', PATH)).body, 'tickets.mine')).toMatchObject({ email: 'weekly', desktop: true });
  });
});

describe('rejects', () => {
  it.each([
    ['topics of others', { choices: [{ topic: 'requests.status', email: 'digest' }] }, 'choices.0.topic'],
    ['topics nobody declares', { choices: [{ topic: 'tickets.slaBreach', inApp: true }] }, 'choices.0.topic'],
    ['an end that is the beginning', { quiet: { on: true, from: '07:00', until: '07:00', days: [1], urgent: true } }, 'quiet.until'],
    ['days there are not', { quiet: { on: true, from: '07:00', until: '08:00', days: [8], urgent: true } }, 'quiet.days.0'],
    ['times there are not', { quiet: { on: true, from: '24:00', until: '08:00', days: [1], urgent: true } }, 'quiet.from'],
    ['frequencies there are not', { choices: [{ topic: 'tickets.mine', email: 'hourly' }] }, 'choices.0.email'],
  ])('%s', async (_what, body, path) => {
    for (const [method, to] of [['PATCH', PATH] as const, ['POST', `${PATH}/preview`] as const])
      expect(await tech.call(method, to, body)).toMatchObject({ status: 422, body: { fields: [{ path }] } });
    expect(await rows()).toBe(0);
  });

  it('a place in the bell for what only comes by mail', async () => {
    const body = { choices: [{ topic: 'requests.received', inApp: true }] };
    expect(await contact.call('PATCH', PATH, body)).toMatchObject({ status: 422, body: { fields: [{ path: 'choices.0.inApp' }] } });
  });
});

describe('the engine obeys', () => {
  it('by default: the bell, and a mail of what customers write', async () => {
    await write(contact);
    expect((await bellOf(tech)).items).toMatchObject([{ kind: 'ticket.commented', alerts: ['desktop'] }]);
    expect(await mailsTo(tech)).toEqual([{ kind: 'ticket.commented', state: 'sent' }]);
  });

  it('no mail', async () => {
    await choose(tech, 'tickets.customerReplied', { email: 'disabled' });
    await write(contact);
    expect((await bellOf(tech)).unread).toBe(1);
    expect(await mailsTo(tech)).toEqual([]);
  });

  it('no place in the bell', async () => {
    await choose(tech, 'tickets.customerReplied', { inApp: false });
    await write(contact);
    expect(await bellOf(tech)).toMatchObject({ items: [], unread: 0 });
    expect(await mailsTo(tech)).toHaveLength(1);
  });

  it('nothing at all, without a sign on an open page', async () => {
    await choose(tech, 'tickets.customerReplied', { inApp: false, email: 'disabled' });
    const hints = w.hints.length;
    await write(contact);
    expect(await bellOf(tech)).toMatchObject({ items: [], unread: 0 });
    expect(await mailsTo(tech)).toEqual([]);
    const rung = w.hints.slice(hints).filter(({ hint, rooms }) => hint.kind === 'notice' && rooms.includes(`account:${tech.id}`));
    expect(rung).toEqual([]);
  });

  it('one topic by itself: who silences what he watches still hears of what he has', async () => {
    await choose(tech, 'tickets.watched', { inApp: false, email: 'disabled' });
    await write(contact);
    expect((await bellOf(tech)).unread).toBe(1);
  });

  it('sound and pop-up for urgent tickets, unless they are not wanted', async () => {
    await other.call('PATCH', `/tickets/${ticketId}`, { priorityId: urgentId });
    await write(contact);
    expect((await bellOf(tech)).items[0].alerts).toEqual(['desktop', 'sound', 'pop-up']);
    await tech.call('PATCH', PATH, { sound: false, popUps: false });
    await choose(tech, 'tickets.customerReplied', { desktop: false });
    await write(contact);
    expect((await bellOf(tech)).items[0].alerts).toEqual([]);
  });

  it('a change of mind while the mail waits', async () => {
    const before = w.services.mail;
    Object.assign(w.services, { mail: { kind: 'smtp', close: () => {}, send: () => Promise.reject(new Error('down')) } });
    try {
      await contact.call('POST', `/tickets/${ticketId}/comments`, { bodyHtml: '<p>Late</p>' });
      await w.drain({ failures: 'allow' });
      expect(await mailsTo(tech)).toMatchObject([{ state: 'queued' }]);
      await choose(tech, 'tickets.customerReplied', { email: 'disabled' });
    } finally {
      Object.assign(w.services, { mail: before });
    }
    w.shift(3_600_000);
    await w.drain();
    expect(await mailsTo(tech)).toMatchObject([{ state: 'suppressed' }]);
  });

  it('a contact’s own choice, and never by what a tech chose', async () => {
    await choose(contact, 'requests.answered', { email: 'disabled' });
    await write(tech);
    expect(await mailsTo(contact)).toEqual([]);
    expect((await bellOf(contact)).unread).toBe(1);
  });
});

describe('the preview', () => {
  const preview = async (body: object) => (await tech.call('POST', `${PATH}/preview`, body)).body;
  it('counts last week under the settings as they are and as they would be, and changes nothing', async () => {
    await write(contact);
    await write(other, { visibility: 'internal' });
    expect((await preview({})).saved).toMatchObject({ notices: 2, mails: 1, desktop: 1 });
    const changed = await preview({ choices: [{ topic: 'tickets.customerReplied', inApp: false, email: 'disabled' }] });
    expect(changed).toMatchObject({ saved: { notices: 2, mails: 1 }, changed: { notices: 1, mails: 0, desktop: 0 } });
    expect(await rows()).toBe(0);
    await choose(tech, 'tickets.customerReplied', { inApp: false, email: 'disabled' });
    await write(contact);
    // What was silenced counts too: it is what other settings would have brought.
    expect(await preview({ choices: [{ topic: 'tickets.customerReplied', inApp: true, email: null }] })).toMatchObject({
      saved: { notices: 1, mails: 0 },
      changed: { notices: 3, mails: 2 },
    });
    w.shift(8 * 86_400_000);
    const later = await w.session(tech);
    expect((await later.call('POST', `${PATH}/preview`, {})).body.saved).toMatchObject({ notices: 0 });
    [tech, other, contact] = [later, await w.session(other), await w.session(contact)];
  });
});

describe('my mails', () => {
  it('are one’s own, with how it went, and never what mail servers said to a contact', async () => {
    await write(tech);
    await w.db.execute(sql`update mails set state = 'failed', last_error = 'The server said 550.' where account_id = ${contact.id}`);
    const mine = (await contact.call('GET', '/me/mails')).body;
    expect(mine).toMatchObject({
      address: contact.email,
      transport: 'local-inbox',
      items: [{ kind: 'ticket.commented', state: 'failed' }],
    });
    expect(JSON.stringify(mine)).not.toContain('550');
    await write(contact);
    const theirs = (await tech.call('GET', '/me/mails')).body;
    expect(theirs.items).toMatchObject([{ kind: 'ticket.commented', state: 'sent', lastError: null }]);
    expect((await tech.call('GET', `/me/mails?accountId=${contact.id}`)).body.items ?? []).not.toContainEqual(
      expect.objectContaining({ id: mine.items[0].id }),
    );
  });

  it('say what was not mailed, and by which setting', async () => {
    await choose(tech, 'tickets.customerReplied', { email: 'digest' });
    await write(contact);
    await write(other, { visibility: 'internal' });
    const { notMailed } = (await tech.call('GET', '/me/mails')).body;
    expect(notMailed).toContainEqual({ topic: 'tickets.mine', why: 'disabled', count: 1, until: null });
    expect(notMailed).toContainEqual({ topic: 'tickets.customerReplied', why: 'digest', count: 1, until: expect.stringMatching(/T09:00/) });
  });

  it('take a test to one’s own address, five times in ten minutes', async () => {
    expect((await contact.call('POST', '/me/mails/test', {})).status).toBe(204);
    await w.drain();
    expect(await mailsTo(contact)).toEqual([{ kind: 'test', state: 'sent' }]);
    for (let n = 0; n < 4; n++) await contact.call('POST', '/me/mails/test', {});
    expect(await contact.call('POST', '/me/mails/test', {})).toMatchObject({ status: 429, body: { code: 'limit.exceeded' } });
    expect((await w.anyone.call('POST', '/me/mails/test', {})).status).toBe(401);
  });
});

describe('refuses', () => {
  it('somebody who stands in for a contact to change what that contact hears of; he sees it', async () => {
    const before = (await contact.call('GET', PATH)).body;
    const started = await w.app.inject({
      method: 'POST',
      url: '/api/v1/impersonations',
      headers: { cookie: other.cookie, 'sec-fetch-site': 'same-origin' },
      payload: { contactId: contact.id, reason: 'Looking', readOnly: false },
    });
    expect(started.statusCode, started.body).toBe(201);
    const [place] = started.cookies;
    const as = async (method: 'GET' | 'PATCH' | 'POST', path: string, payload?: object) => {
      const answer = await w.app.inject({
        method,
        url: `/as/${started.json().id}/api/v1${path}`,
        headers: { cookie: `${other.cookie}; ${place?.name}=${place?.value}`, 'sec-fetch-site': 'same-origin' },
        ...(payload ? { payload } : {}),
      });
      return { status: answer.statusCode, body: answer.json() };
    };
    expect((await as('PATCH', PATH, { choices: [{ topic: 'requests.answered', email: 'disabled' }] })).status).toBe(403);
    expect((await as('POST', '/me/mails/test', {})).status).toBe(403);
    expect((await as('GET', PATH)).body).toEqual(before);
    expect((await as('POST', `${PATH}/preview`, {})).status).toBe(200);
    expect(await rows()).toBe(0);
  });

  it('everything to who is not signed in', async () => {
    for (const path of [PATH, '/me/mails']) expect((await w.anyone.call('GET', path)).status).toBe(401);
    expect((await w.anyone.call('PATCH', PATH, { sound: false })).status).toBe(401);
  });
});
