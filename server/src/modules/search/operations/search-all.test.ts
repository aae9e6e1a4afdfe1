import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../../test/world.ts';

let w: World;
let contact: Someone;
let stranger: Someone;
let tech: Someone;
beforeAll(async () => {
  w = await world();
  contact = await w.contact({ name: 'Zoë Weißmüller' });
  stranger = await w.contact({ companyId: (await w.company({ name: 'Åland Ferries' })).id });
  tech = await w.tech({ name: 'Ottoline Tech' });
  // Numbers that are in no name.
  await w.db.execute(sql`select setval(pg_get_serial_sequence('tickets', 'id'), 7000)`);
});
afterAll(() => w?.close());

const find = (who: Someone, q: string) => who.call('GET', `/search?q=${encodeURIComponent(q)}`);
const ids = (items: { id: number }[]): number[] => items.map((one) => one.id);

describe('finds', () => {
  it('what was written a moment ago, by the beginnings of words, with or without accents', async () => {
    const ticket = await w.ticket({ from: contact, title: 'Größenwahn im Drucker', descriptionHtml: '<p>Toner cartridge</p>' });
    await contact.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: 'Kaleidoscope is on' });
    for (const q of ['grossenwahn', 'Größ', 'toner cart', 'kaleido', 'zoe weissm', `${ticket.number}`]) {
      expect(ids((await find(contact, q)).body.tickets), q).toContain(ticket.id);
      expect(ids((await find(tech, q)).body.tickets), q).toContain(ticket.id);
    }
  });

  it('the exact number first, then titles, then texts', async () => {
    const first = await w.ticket({ from: contact, title: 'First' });
    const text = await w.ticket({ from: contact, title: 'Text', descriptionHtml: `<p>see ${first.number}</p>` });
    const titled = await w.ticket({ from: contact, title: `About ${first.number}` });
    await contact.call('POST', `/tickets/${text.id}/comments`, { bodyHtml: 'newer' });
    expect(ids((await find(tech, `#${first.number}`)).body.tickets)).toEqual([first.id, titled.id, text.id]);
  });

  it('people and companies for staff, within their restriction', async () => {
    const all = (await find(tech, 'aland')).body;
    expect(all.companies).toMatchObject([{ name: 'Åland Ferries' }]);
    expect((await find(tech, 'weissm')).body.contacts).toMatchObject([{ id: contact.id, company: { id: contact.companyId } }]);
    expect((await find(tech, 'ottol')).body.techs).toMatchObject([{ id: tech.id }]);
    const restricted = await w.tech({ companyIds: [contact.companyId!] });
    expect((await find(restricted, 'aland')).body.companies).toEqual([]);
    expect((await find(restricted, stranger.email.split('@')[0]!)).body.contacts).toEqual([]);
  });

  it('an assignee by his name, and people by their new one', async () => {
    const ticket = await w.ticket({ from: contact });
    await tech.call('PATCH', `/tickets/${ticket.id}`, { assigneeId: tech.id });
    expect(ids((await find(tech, 'ottoline')).body.tickets)).toContain(ticket.id);
    const master = await w.tech({ role: 'admin' });
    const renamed = await master.call('PATCH', `/contacts/${contact.id}`, { name: 'Philomena Brandnew' });
    expect(renamed.status).toBe(200);
    await w.drain({ failures: 'allow' });
    expect(ids((await find(tech, 'philomena')).body.tickets)).toContain(ticket.id);
    expect(ids((await find(tech, 'weissmuller')).body.tickets)).toEqual([]);
  });
});

describe('a long ticket', () => {
  it('continues in further parts, and is found by its first and its last words', async () => {
    const words = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n.toString(36)}qz`).join(' ');
    const ticket = await w.ticket({ from: contact, title: 'Marathon', descriptionHtml: `<p>alphaword ${words('d', 18_000)}</p>` });
    for (const prefix of ['e', 'f', 'g']) {
      expect(
        (await contact.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: `<p>${words(prefix, 12_000)} omega${prefix}</p>` }))
          .status,
      ).toBe(201);
    }
    const parts = await w.db.execute<{ n: number }>(
      sql`select count(*)::int as n from ticket_documents where ticket_id = ${ticket.id} and audience = 'staff'`,
    );
    expect(parts.rows[0]!.n).toBeGreaterThan(1);
    for (const q of ['alphaword', 'omegae', 'marathon omegag']) expect(ids((await find(tech, q)).body.tickets), q).toEqual([ticket.id]);
    await tech.call('PATCH', `/tickets/${ticket.id}`, { title: 'Ultramarathon' });
    for (const q of ['ultramara omegaf', 'alphaword']) expect(ids((await find(contact, q)).body.tickets), q).toEqual([ticket.id]);
  }, 60_000);
});

describe('refuses', () => {
  it('tickets of others, whatever is asked', async () => {
    const ticket = await w.ticket({ from: contact, title: 'Persimmon' });
    expect((await find(stranger, 'persimmon')).body).toEqual({ tickets: [] });
    expect((await find(stranger, String(ticket.number))).body.tickets).toEqual([]);
    expect((await find(await w.tech({ queueIds: [] }), 'persimmon')).body.tickets).toEqual([]);
  });

  it('operators of the query language as anything but words', async () => {
    for (const q of ["' | !", '& |', ':*', "a' & 'b", '!!!', '\\', 'a:b:c <-> d', '(', '💥']) {
      expect((await find(tech, q)).status, q).toBe(200);
    }
  });
});
