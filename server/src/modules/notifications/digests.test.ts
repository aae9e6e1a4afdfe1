import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';
import { nowIso } from '../../kernel/clock.ts';
import { planDigest } from './digests.store.ts';
import { DUE_JOB } from './notifications.jobs.ts';

let w: World;
let contact: Someone;
let master: Someone;
beforeAll(async () => {
  w = await world({ env: { PORTICO_DEMO: '1' } });
  contact = await w.contact({ name: 'Olga Owner' });
  master = await w.tech({ role: 'master-admin', name: 'Max Master' });
});
afterAll(() => w.close());
beforeEach(async () => {
  for (const table of ['notices', 'mails', 'notification_choices', 'notification_preferences'])
    await w.db.execute(sql.raw(`delete from ${table}`));
});

/** Sessions end while days go by: everybody signs in anew. */
const goTo = async (instant: string) => {
  const ms = Date.parse(instant) - Date.parse(nowIso());
  if (ms < 0) throw new Error(`${instant} has passed`);
  w.shift(ms);
  [contact, master] = [await w.session(contact), await w.session(master)];
};
const again = (who: Someone) => w.session(who);
const look = async () => {
  await w.services.jobs.send(w.db, DUE_JOB, {});
  await w.drain();
};
const choose = async (who: Someone, topic: string, email: string, more: object = {}) => {
  const reply = await (await again(who)).call('PATCH', '/me/notifications', { choices: [{ topic, email }], ...more });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
};
const zone = async (who: Someone, timeZone: string) => {
  expect((await (await again(who)).call('PATCH', '/me', { timeZone })).status).toBe(200);
  await w.drain();
};
const ticketOf = async (who: Someone, title = 'Printer') => {
  const ticket = await w.ticket({ from: contact, title });
  await w.db.execute(sql`update tickets set assignee_id = ${who.id} where id = ${ticket.id}`);
  await w.drain();
  await w.db.execute(sql`delete from notices`);
  await w.db.execute(sql`delete from mails`);
  return ticket.id as number;
};
const write = async (who: Someone, ticketId: number, words = 'News', more: object = {}) => {
  const reply = await who.call('POST', `/tickets/${ticketId}/comments`, { bodyHtml: `<p>${words}</p>`, ...more });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  await w.drain();
};
const mailsTo = async (who: Someone) =>
  (
    await w.db.execute<{ kind: string; state: string; body_text: string; html: string }>(
      sql`select kind, state, body_text, html from mails where account_id = ${who.id} order by id`,
    )
  ).rows;
const waiting = async () => (await w.db.execute(sql`select 1 from notices where digest_at is not null`)).rows.length;

describe('a summary', () => {
  it('comes at nine on everybody’s own clock, also on the day on which clocks change', async () => {
    const zones = ['Asia/Kolkata', 'Europe/Berlin', 'America/New_York'];
    const techs = [await w.tech(), await w.tech(), await w.tech()];
    await goTo('2027-03-26T13:30:00.000Z');
    const tickets: number[] = [];
    for (const [index, tech] of techs.entries()) {
      await zone(tech, zones[index]!);
      await choose(tech, 'tickets.customerReplied', 'digest');
      tickets.push(await ticketOf(tech));
    }
    const tellAll = async () => {
      for (const id of tickets) await write(contact, id);
    };
    const counts = async () => [(await mailsTo(techs[0]!)).length, (await mailsTo(techs[1]!)).length, (await mailsTo(techs[2]!)).length];
    const lookAt = async (instant: string) => {
      await goTo(instant);
      await look();
      return counts();
    };
    await tellAll();
    expect(await lookAt('2027-03-27T03:29:00.000Z')).toEqual([0, 0, 0]);
    expect(await lookAt('2027-03-27T03:30:00.000Z')).toEqual([1, 0, 0]);
    expect(await lookAt('2027-03-27T07:59:00.000Z')).toEqual([1, 0, 0]);
    expect(await lookAt('2027-03-27T08:00:00.000Z')).toEqual([1, 1, 0]);
    expect(await lookAt('2027-03-27T12:59:00.000Z')).toEqual([1, 1, 0]);
    expect(await lookAt('2027-03-27T13:00:00.000Z')).toEqual([1, 1, 1]);
    await goTo('2027-03-27T13:01:00.000Z');
    await tellAll();
    // In Berlin the night is an hour shorter; India has no summer time.
    expect(await lookAt('2027-03-28T06:59:00.000Z')).toEqual([2, 1, 1]);
    expect(await lookAt('2027-03-28T07:00:00.000Z')).toEqual([2, 2, 1]);
    expect(await lookAt('2027-03-28T13:00:00.000Z')).toEqual([2, 2, 2]);
    expect((await mailsTo(techs[1]!)).map((mail) => [mail.kind, mail.state])).toEqual([
      ['digest', 'sent'],
      ['digest', 'sent'],
    ]);
    // Weekly: Monday, nine o'clock.
    await choose(techs[1]!, 'tickets.customerReplied', 'weekly');
    await goTo('2027-03-30T10:00:00.000Z');
    await write(contact, tickets[1]!);
    expect((await lookAt('2027-04-04T12:00:00.000Z'))[1]).toBe(2);
    expect((await lookAt('2027-04-05T06:59:00.000Z'))[1]).toBe(2);
    expect((await lookAt('2027-04-05T07:00:00.000Z'))[1]).toBe(3);
  });

  it('is one mail by ticket, with the newest words, in the language of who reads it', async () => {
    const tech = await w.tech();
    await choose(tech, 'tickets.customerReplied', 'digest');
    await w.db.execute(sql`update accounts set locale = 'de' where id = ${tech.id}`);
    const [one, two] = [await ticketOf(tech, 'Printer on fire'), await ticketOf(tech, 'Slow network')];
    for (let n = 1; n <= 7; n++) await write(contact, one, `Smoke number ${n}`);
    await write(contact, two, 'As slow as before');
    await goTo(new Date(Date.parse(nowIso()) + 86_400_000).toISOString());
    await look();
    await look();
    const mails = await mailsTo(tech);
    expect(mails).toHaveLength(1);
    const text = mails[0]!.body_text;
    expect(text).toContain('Zu 2 Themen gibt es Neues.');
    expect(text).toContain('Davor: 2 weitere');
    expect(text).toContain('Smoke number 7');
    expect(text).not.toContain('Smoke number 6');
    expect(text.indexOf('Printer on fire')).toBeLessThan(text.indexOf('As slow as before'));
    expect(text.split('Olga Owner hat').length - 1).toBe(6);
    expect(text).toContain(`/tech/tickets/${one}`);
    expect(mails[0]!.html).toContain('<html lang="de"');
  });

  it('leaves out what was read in the bell or in the ticket, and is not sent when nothing is left', async () => {
    const tech = await w.tech();
    await choose(tech, 'tickets.customerReplied', 'digest');
    const [read, opened, fresh] = [await ticketOf(tech, 'Read'), await ticketOf(tech, 'Opened'), await ticketOf(tech, 'Fresh')];
    for (const id of [read, opened, fresh]) await write(contact, id, `Words ${id}`);
    const me = await again(tech);
    const [notice] = (await me.call('GET', '/notices')).body.items.filter((one: { ticketId: number }) => one.ticketId === read);
    await me.call('PUT', '/notices/read', { ids: [notice.id] });
    w.shift(1_000);
    const { rows } = await w.db.execute<{ seq: number }>(sql`select seq from tickets where id = ${opened}`);
    expect((await me.call('PUT', `/tickets/${opened}/read`, { seq: rows[0]!.seq })).status).toBeLessThan(300);
    await goTo(new Date(Date.parse(nowIso()) + 86_400_000).toISOString());
    await look();
    const [mail, ...more] = await mailsTo(tech);
    expect(more).toEqual([]);
    expect(mail?.body_text).toContain(`Words ${fresh}`);
    expect(mail?.body_text).not.toContain(`Words ${read}`);
    expect(mail?.body_text).not.toContain(`Words ${opened}`);
    await write(contact, fresh);
    await (await again(tech)).call('PUT', '/notices/read', {});
    await goTo(new Date(Date.parse(nowIso()) + 86_400_000).toISOString());
    await look();
    expect(await mailsTo(tech)).toHaveLength(1);
    expect(await waiting()).toBe(0);
  });

  it('tells of what is not wanted in the bell, too', async () => {
    const tech = await w.tech();
    const patch = { choices: [{ topic: 'tickets.customerReplied', inApp: false, email: 'digest' }] };
    await tech.call('PATCH', '/me/notifications', patch);
    await write(contact, await ticketOf(tech), 'By mail only');
    expect((await (await again(tech)).call('GET', '/notices')).body).toMatchObject({ items: [], unread: 0 });
    await goTo(new Date(Date.parse(nowIso()) + 86_400_000).toISOString());
    await look();
    expect((await mailsTo(tech))[0]?.body_text).toContain('By mail only');
  });
});

describe('rights of the moment', () => {
  const tomorrow = () => goTo(new Date(Date.parse(nowIso()) + 86_400_000).toISOString());

  it('count when the summary is made, and when it leaves', async () => {
    const tech = await w.tech();
    await choose(tech, 'tickets.customerReplied', 'digest');
    const ticket = await ticketOf(tech, 'Soon another queue');
    await write(contact, ticket, 'Hidden by then');
    await w.db.execute(sql`update techs set queues_restricted = true where id = ${tech.id}`);
    await tomorrow();
    await look();
    expect(await mailsTo(tech)).toEqual([]);
    await w.db.execute(sql`update techs set queues_restricted = false where id = ${tech.id}`);
    await write(contact, ticket, 'Made, not sent');
    await tomorrow();
    const before = w.services.mail;
    Object.assign(w.services, { mail: { kind: 'smtp', close: () => {}, send: () => Promise.reject(new Error('down')) } });
    await w.services.jobs.send(w.db, DUE_JOB, {});
    await w.drain({ failures: 'allow' });
    expect(await mailsTo(tech)).toMatchObject([{ kind: 'digest', state: 'queued' }]);
    await w.db.execute(sql`update techs set queues_restricted = true where id = ${tech.id}`);
    Object.assign(w.services, { mail: before });
    w.shift(3_600_000);
    await w.drain();
    expect(await mailsTo(tech)).toMatchObject([{ kind: 'digest', state: 'suppressed' }]);
    expect((await w.db.execute(sql`select 1 from inbox_messages where body_text like '%Made, not sent%'`)).rows).toEqual([]);
  });

  it('count for every kind of mail that waits: what may not be read, and what went to an address from before, does not leave', async () => {
    const tech = await w.tech();
    const [ticket, other] = [await ticketOf(tech, 'Waits'), await ticketOf(tech, 'Waits, too')];
    const before = w.services.mail;
    const later = async (meanwhile: () => Promise<unknown>) => {
      Object.assign(w.services, { mail: { kind: 'smtp', close: () => {}, send: () => Promise.reject(new Error('down')) } });
      await (await again(tech)).call('PUT', '/me/availability', { state: 'dnd' });
      await write(contact, ticket, 'Kept');
      await (await again(tech)).call('PUT', '/me/availability', { state: 'available' });
      await w.drain({ failures: 'allow' });
      await contact.call('POST', `/tickets/${other}/comments`, { bodyHtml: '<p>At once</p>' });
      await w.drain({ failures: 'allow' });
      expect((await mailsTo(tech)).map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
        'catch-up queued',
        'ticket.commented queued',
      ]);
      await meanwhile();
      Object.assign(w.services, { mail: before });
      w.shift(3_600_000);
      await w.drain();
      const states = (await mailsTo(tech)).map((mail) => mail.state);
      await w.db.execute(sql`delete from mails`);
      [contact, master] = [await w.session(contact), await w.session(master)];
      return states;
    };
    const rename = (email: string) => w.db.execute(sql`update accounts set email = ${email} where id = ${tech.id}`);
    expect(await later(() => rename(tech.email.toUpperCase()))).toEqual(['sent', 'sent']);
    expect(await later(() => rename(`new-${tech.email}`))).toEqual(['suppressed', 'suppressed']);
    await rename(tech.email);
    const close = (shut: boolean) => w.db.execute(sql`update techs set queues_restricted = ${shut} where id = ${tech.id}`);
    expect(await later(() => close(true))).toEqual(['suppressed', 'suppressed']);
  });

  it('an internal note is in no contact’s summary, whatever stands beside it', async () => {
    await choose(contact, 'requests.answered', 'digest');
    await choose(contact, 'requests.status', 'digest');
    const tech = await again(await w.tech());
    const ticket = await ticketOf(tech, 'Ordinary');
    await write(tech, ticket, 'zebra-internal-zebra', { visibility: 'internal' });
    await write(tech, ticket, 'A public answer');
    await write(tech, ticket, 'zebra-internal-zebra again', { visibility: 'internal' });
    await tech.call('POST', `/tickets/${ticket}/close`);
    await w.drain();
    await tomorrow();
    await look();
    const mails = await mailsTo(contact);
    expect(mails).toHaveLength(1);
    expect(JSON.stringify(mails)).not.toContain('zebra');
    expect(mails[0]?.body_text).toContain('answered your request');
    expect(mails[0]?.body_text).toContain('/portal/profile/notifications');
  });

  it('a contact without notices gets no summary, and words that were deleted are in none', async () => {
    const other = await w.contact();
    await choose(other, 'requests.answered', 'digest');
    const tech = await again(await w.tech());
    const ticket = await w.ticket({ from: other, title: 'Mine' });
    const said = await tech.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: '<p>Taken back</p>' });
    await w.drain();
    await tech.call('DELETE', `/comments/${said.body.id}`);
    await w.drain();
    await tomorrow();
    await look();
    expect((await mailsTo(other)).filter((mail) => mail.kind === 'digest')).toEqual([]);
  });
});

describe('exactly once', () => {
  const prepared = async () => {
    const tech = await w.tech();
    await choose(tech, 'tickets.customerReplied', 'digest');
    await write(contact, await ticketOf(tech), 'Only once');
    await goTo(new Date(Date.parse(nowIso()) + 3 * 86_400_000).toISOString());
    return tech;
  };

  it('also when the server was down for days, and when two processes look at the same moment', async () => {
    const tech = await prepared();
    for (let n = 0; n < 3; n++) await w.services.jobs.send(w.db, DUE_JOB, {});
    await Promise.all([w.drain(), w.drain()]);
    await look();
    expect(await mailsTo(tech)).toHaveLength(1);
  });

  it.each([
    ['before the mail is written', 'before insert on mails'],
    ['after the mail is written', 'after insert on mails'],
    ['at the very end', 'after update on notices'],
  ])('when the transaction dies %s: everything waits, and the next look tells it', async (_when, moment) => {
    const tech = await prepared();
    await w.db.execute(sql.raw(`create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`));
    await w.db.execute(sql.raw(`create trigger die ${moment} for each statement execute function die()`));
    await look();
    expect([await mailsTo(tech), await waiting()]).toEqual([[], 1]);
    await w.db.execute(sql.raw('drop function die() cascade'));
    await look();
    await look();
    expect((await mailsTo(tech)).map((mail) => mail.state)).toEqual(['sent']);
    expect(await waiting()).toBe(0);
  });
});

describe('a change of mind', () => {
  it('moves what waits: told by nobody, with the next look, or at nine of the new zone', async () => {
    const tech = await w.tech();
    await zone(tech, 'Europe/Berlin');
    await choose(tech, 'tickets.customerReplied', 'weekly');
    const ticket = await ticketOf(tech);
    await goTo('2027-06-08T10:00:00.000Z');
    const at = async () =>
      (await w.db.execute<{ at: string }>(sql`select digest_at::text as at from notices where digest_at is not null`)).rows;
    await write(contact, ticket);
    expect(await at()).toMatchObject([{ at: expect.stringContaining('2027-06-14 07:00') }]);
    await choose(tech, 'tickets.customerReplied', 'digest');
    expect(await at()).toMatchObject([{ at: expect.stringContaining('2027-06-09 07:00') }]);
    await zone(tech, 'Asia/Tokyo');
    expect(await at()).toMatchObject([{ at: expect.stringContaining('2027-06-09 00:00') }]);
    await choose(tech, 'tickets.customerReplied', 'disabled');
    expect(await at()).toEqual([]);
    await choose(tech, 'tickets.customerReplied', 'digest');
    await write(contact, ticket);
    await choose(tech, 'tickets.customerReplied', 'immediate');
    await look();
    expect(await mailsTo(tech)).toHaveLength(1);
  });
});

describe('settings saved while a summary is being sent', () => {
  it('do not make it tell of the same thing again', async () => {
    const tech = await w.tech();
    await choose(tech, 'tickets.customerReplied', 'digest');
    await write(contact, await ticketOf(tech), 'Only once');
    const [row] = (await w.db.execute<{ id: number }>(sql`select id::int as id from notices where digest_at is not null`)).rows;
    await goTo(new Date(Date.parse(nowIso()) + 86_400_000).toISOString());
    await look();
    // What the settings page found waiting before the look took it.
    await planDigest(w.db, [row!.id], nowIso());
    expect(await waiting()).toBe(0);
    await look();
    expect(await mailsTo(tech)).toHaveLength(1);
  });
});

describe('quiet hours', () => {
  const quiet = { on: true, from: '22:00', until: '07:00', days: [1, 2, 3, 4, 5, 6, 7], urgent: true };

  it('hold back what is not urgent until they end: then the bell, and one mail', async () => {
    const tech = await w.tech();
    await zone(tech, 'Europe/Berlin');
    const [calm, burning] = [await ticketOf(tech, 'Calm'), await ticketOf(tech, 'Burning')];
    const urgent = w.desk.priorities.find((one) => one.level === 'urgent')!.id;
    await w.db.execute(sql`update tickets set priority_id = ${urgent} where id = ${burning}`);
    await (await again(tech)).call('PATCH', '/me/notifications', { quiet });
    await goTo('2027-07-01T20:30:00.000Z');
    const hints = w.hints.length;
    await write(contact, calm, 'First');
    await write(contact, calm, 'Second');
    await write(contact, burning, 'Fire');
    const bell = async () => (await (await again(tech)).call('GET', '/notices')).body;
    expect((await bell()).items).toMatchObject([{ ticketId: burning }]);
    expect((await mailsTo(tech)).map((mail) => mail.kind)).toEqual(['ticket.commented']);
    expect(w.hints.slice(hints).filter(({ hint, rooms }) => hint.kind === 'notice' && rooms.includes(`account:${tech.id}`))).toHaveLength(
      1,
    );
    await goTo('2027-07-02T04:59:00.000Z');
    await look();
    expect((await bell()).unread).toBe(1);
    await goTo('2027-07-02T05:00:00.000Z');
    await look();
    await look();
    expect((await bell()).unread).toBe(3);
    expect((await bell()).items.filter((one: { ticketId: number }) => one.ticketId === calm)).toMatchObject([
      { alerts: [] },
      { alerts: [] },
    ]);
    const mails = await mailsTo(tech);
    expect(mails.map((mail) => mail.kind)).toEqual(['ticket.commented', 'catch-up']);
    expect(mails[1]?.body_text).toContain('One thing happened during your quiet hours.');
  });

  it('wait for the return of who is away, let out at once when switched off, and keep no summary at nine', async () => {
    const tech = await w.tech();
    await zone(tech, 'Europe/Berlin');
    const ticket = await ticketOf(tech);
    await (await again(tech)).call('PATCH', '/me/notifications', { quiet: { ...quiet, until: '10:00' } });
    await goTo('2027-07-05T20:30:00.000Z');
    await write(contact, ticket, 'At night');
    await (await again(tech)).call('PUT', '/me/availability', { state: 'dnd' });
    await goTo('2027-07-06T09:00:00.000Z');
    await look();
    const unread = async () => (await (await again(tech)).call('GET', '/notices')).body.unread;
    expect(await unread()).toBe(0);
    await (await again(tech)).call('PUT', '/me/availability', { state: 'available' });
    await w.drain();
    expect([await unread(), (await mailsTo(tech)).length]).toEqual([1, 1]);

    await goTo('2027-07-06T20:30:00.000Z');
    await write(contact, ticket, 'Again');
    expect(await unread()).toBe(1);
    await (await again(tech)).call('PATCH', '/me/notifications', { quiet: { ...quiet, on: false } });
    await look();
    expect(await unread()).toBe(2);

    await choose(tech, 'tickets.customerReplied', 'digest', { quiet: { ...quiet, until: '10:00' } });
    await goTo('2027-07-07T12:00:00.000Z');
    await write(contact, ticket, 'By day');
    const before = (await mailsTo(tech)).length;
    await goTo('2027-07-08T07:30:00.000Z');
    await look();
    expect((await mailsTo(tech)).length).toBe(before);
    await goTo('2027-07-08T08:00:00.000Z');
    await look();
    expect((await mailsTo(tech)).slice(before).map((mail) => mail.kind)).toEqual(['digest']);
  });

  it('bring no mail of what was switched off while they held it', async () => {
    const tech = await w.tech();
    await zone(tech, 'Europe/Berlin');
    const ticket = await ticketOf(tech);
    await (await again(tech)).call('PATCH', '/me/notifications', { quiet });
    let day = 9;
    for (const email of ['digest', 'immediate']) {
      await choose(tech, 'tickets.customerReplied', email);
      await goTo(`2027-07-${String(day).padStart(2, '0')}T20:30:00.000Z`);
      await write(contact, ticket, `At night, ${email}`);
      await choose(tech, 'tickets.customerReplied', 'disabled');
      await goTo(`2027-07-${++day}T05:00:00.000Z`);
      await look();
      expect(await mailsTo(tech)).toEqual([]);
    }
    // The bell has both.
    expect((await (await again(tech)).call('GET', '/notices')).body.unread).toBe(2);
  });

  it('are a contact’s, too', async () => {
    const tech = await again(await w.tech());
    const ticket = await ticketOf(tech);
    await zone(contact, 'America/New_York');
    await (await again(contact)).call('PATCH', '/me/notifications', { quiet });
    await goTo('2027-08-02T03:00:00.000Z');
    await write(await again(tech), ticket, 'While you slept');
    expect(await mailsTo(contact)).toEqual([]);
    await goTo('2027-08-02T11:00:00.000Z');
    await look();
    const mails = await mailsTo(contact);
    expect(mails.map((mail) => mail.kind)).toEqual(['catch-up']);
    expect(mails[0]?.body_text).toContain('/portal');
  });
});

describe('statements', () => {
  it('of a look are as many for a hundred people with nothing due as for none', async () => {
    const one = await w.countStatements(look);
    const now = nowIso();
    await w.db.execute(sql`insert into notices (account_id, change_id, event_id, kind, subject, lead, link, created_at, topic, email, digest_at)
      select ${contact.id}::int, gen_random_uuid(), n, 'ticket.commented', '{"key":"a","values":{}}', '{"key":"a","values":{}}', '/portal', ${now},
        'requests.answered', 'digest', ${now}::timestamptz + interval '1 day' from generate_series(1, 100) n`);
    const many = await w.countStatements(look);
    expect(many.count).toBe(one.count);
  });
});
