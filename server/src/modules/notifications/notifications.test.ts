import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let owner: Someone;
let copied: Someone;
let manager: Someone;
let assignee: Someone;
let other: Someone;
beforeAll(async () => {
  w = await world({ env: { PORTICO_DEMO: '1' } });
  owner = await w.contact({ name: 'Olga Owner' });
  copied = await w.contact({ name: 'Carl Copied' });
  manager = await w.contact({ name: 'Mona Manager', isManager: true });
  assignee = await w.tech({ name: 'Ada Assignee' });
  other = await w.tech({ name: 'Otto Other' });
});
afterAll(() => w.close());

type Row = Record<string, string>;
const lettersTo = async (someone: Someone): Promise<Row[]> =>
  (await w.db.execute<Row>(sql`select kind, subject, html, body_text, headers from mails where account_id = ${someone.id} order by id`))
    .rows;
const bellOf = async (someone: Someone) => (await someone.call('GET', '/notices?limit=100')).body;
const ok = (reply: { status: number; body: unknown }): unknown => {
  expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
  return reply.body;
};

describe('a ticket', () => {
  it('tells the owner of an answer once, in the bell and by mail, and never its author', async () => {
    const ticket = await w.ticket({ from: owner, title: 'Printer on fire' });
    await w.drain();
    const before = [(await lettersTo(owner)).length, (await bellOf(owner)).unread];
    ok(await assignee.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: '<p>Use water</p>', visibility: 'public' }));
    await w.drain();
    const mails = await lettersTo(owner);
    expect(mails).toHaveLength(before[0] + 1);
    expect(mails.at(-1)).toMatchObject({ kind: 'ticket.commented', subject: `Printer on fire [#${ticket.number}]` });
    expect(mails.at(-1)?.body_text).toContain('Ada Assignee answered your request.');
    expect(mails.at(-1)?.body_text).toContain('> Use water');
    const bell = await bellOf(owner);
    expect(bell.unread).toBe(before[1] + 1);
    expect(bell.items[0]).toMatchObject({
      kind: 'ticket.commented',
      ticketId: ticket.id,
      readAt: null,
      lead: { key: 'ticket.commented.lead' },
    });
    expect(await lettersTo(assignee)).toEqual([]);
  });

  it('clears the bell by id or all at once, only one’s own', async () => {
    const [first] = (await bellOf(owner)).items;
    ok(await copied.call('PUT', '/notices/read', {}));
    expect((await bellOf(owner)).items[0].readAt).toBeNull();
    ok(await owner.call('PUT', '/notices/read', { ids: [first.id] }));
    expect((await bellOf(owner)).items[0].readAt).not.toBeNull();
    ok(await owner.call('PUT', '/notices/read', {}));
    expect((await owner.call('GET', '/notices?unread=true')).body).toMatchObject({ items: [], unread: 0 });
    expect((await w.anyone.call('GET', '/notices')).status).toBe(401);
  });

  it('tells a tech of an assignment, in German when he reads German', async () => {
    await w.db.execute(sql`update accounts set locale = 'de' where id = ${assignee.id}`);
    const ticket = await w.ticket({ from: owner, title: 'Neuer Laptop' });
    await w.drain();
    ok(await other.call('PATCH', `/tickets/${ticket.id}`, { assigneeId: assignee.id }));
    await w.drain();
    const mail = (await lettersTo(assignee)).at(-1);
    expect(mail?.body_text).toContain('Otto Other hat Ihnen dieses Ticket zugewiesen.');
    expect(mail?.html).toContain('<html lang="de"');
  });

  it('tells somebody who lost the right to read nothing more', async () => {
    const ticket = await w.ticket({ from: owner, title: 'Confidential' });
    ok(await other.call('POST', `/tickets/${ticket.id}/participants`, { accountId: copied.id, role: 'cc' }));
    await w.drain();
    const count = (await lettersTo(copied)).length;
    ok(await other.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: '<p>For your eyes</p>', visibility: 'public' }));
    ok(await other.call('DELETE', `/tickets/${ticket.id}/participants/${copied.id}`));
    await w.drain();
    expect(await lettersTo(copied)).toHaveLength(count);
  });

  it('takes what it told before out of the bell of somebody who lost the right to read', async () => {
    const ticket = await w.ticket({ from: owner, title: 'Soon none of your business' });
    ok(await other.call('POST', `/tickets/${ticket.id}/participants`, { accountId: copied.id, role: 'cc' }));
    ok(await other.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: '<p>For both of you</p>', visibility: 'public' }));
    await w.drain();
    const told = await bellOf(copied);
    expect(told.items[0]).toMatchObject({ ticketId: ticket.id, readAt: null });
    ok(await other.call('DELETE', `/tickets/${ticket.id}/participants/${copied.id}`));
    const after = await bellOf(copied);
    expect(JSON.stringify(after.items)).not.toContain('Soon none of your business');
    expect(after.unread).toBe(told.unread - 1);
    expect((await bellOf(owner)).items[0]).toMatchObject({ ticketId: ticket.id });
  });

  it('takes it out of the bell of a tech who was taken off the queue', async () => {
    const ticket = await w.ticket({ from: owner, title: 'Another queue' });
    ok(await other.call('PATCH', `/tickets/${ticket.id}`, { assigneeId: assignee.id }));
    await w.drain();
    expect((await bellOf(assignee)).items[0]).toMatchObject({ ticketId: ticket.id });
    await w.db.execute(sql`update techs set queues_restricted = true where id = ${assignee.id}`);
    expect((await bellOf(assignee)).items).toEqual([]);
    await w.db.execute(sql`update techs set queues_restricted = false where id = ${assignee.id}`);
    expect((await bellOf(assignee)).items[0]).toMatchObject({ ticketId: ticket.id });
  });
});

describe('an internal note', () => {
  const MARK = 'zebra-internal-zebra';
  const note = `<p>${MARK} <a href="https://example.test/${MARK}">${MARK}</a></p>`;

  it('reaches no contact by any path, whatever else happens around it', async () => {
    const statuses = w.desk.statuses.map((status) => status.id);
    const steps = fc.constantFrom('note', 'note+status', 'answer', 'status', 'assign', 'reply', 'close', 'reopen', 'edit');
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 2, maxLength: 7 }), fc.nat(), async (actions, salt) => {
        const ticket = await w.ticket({ from: owner, title: 'Ordinary' });
        const path = `/tickets/${ticket.id}`;
        await other.call('POST', `${path}/participants`, { accountId: copied.id, role: 'cc' });
        await other.call('POST', `${path}/participants`, { accountId: assignee.id, role: 'watcher' });
        let noteId: number | null = null;
        for (const [index, action] of actions.entries()) {
          const statusId = statuses[(salt + index) % statuses.length];
          const internal = { bodyHtml: note, visibility: 'internal' };
          if (action === 'note') noteId = (await other.call('POST', `${path}/comments`, internal)).body.id ?? noteId;
          else if (action === 'note+status') await other.call('POST', `${path}/comments`, { ...internal, statusId });
          else if (action === 'answer') await other.call('POST', `${path}/comments`, { bodyHtml: '<p>Public</p>', visibility: 'public' });
          else if (action === 'status') await other.call('PATCH', path, { statusId });
          else if (action === 'assign') await other.call('PATCH', path, { assigneeId: index % 2 ? assignee.id : other.id });
          else if (action === 'reply') await owner.call('POST', `${path}/comments`, { bodyHtml: '<p>Reply</p>' });
          else if (action === 'edit' && noteId) await other.call('PATCH', `/comments/${noteId}`, { bodyHtml: `${note}<p>edited</p>` });
          else await owner.call('POST', `${path}/${action === 'reopen' ? 'reopen' : 'close'}`, {});
        }
        await w.drain();
      }),
      { numRuns: 15, seed: 20261121 },
    );
    for (const contact of [owner, copied, manager]) {
      expect(JSON.stringify(await lettersTo(contact))).not.toContain(MARK);
      const bell = await bellOf(contact);
      expect(JSON.stringify(bell)).not.toContain(MARK);
      expect(bell.items.map((one: { lead: { key: string } }) => one.lead.key)).not.toContain('ticket.noted.lead');
    }
    const inbox = await w.db.execute<Row>(
      sql`select i.to_address from inbox_messages i where i.html like ${`%${MARK}%`} or i.body_text like ${`%${MARK}%`} or i.subject like ${`%${MARK}%`}`,
    );
    const contactsMails = new Set([owner, copied, manager].map((one) => one.email));
    expect(inbox.rows.filter((row) => contactsMails.has(row.to_address ?? ''))).toEqual([]);
    // The test would prove nothing if no note had been told to anybody.
    expect((await bellOf(assignee)).items.map((one: { lead: { key: string } }) => one.lead.key)).toContain('ticket.noted.lead');
  }, 120_000);
});

describe('a request', () => {
  it('is confirmed by mail to who wrote it, and is no news in the bell', async () => {
    const contact = await w.contact();
    const ticket = await w.ticket({ from: contact, title: 'Receipt please' });
    await w.drain();
    const letters = await lettersTo(contact);
    expect(letters).toHaveLength(1);
    expect(JSON.stringify(letters)).toContain(`has the number ${ticket.number}`);
    expect((await bellOf(contact)).unread).toBe(0);
  });
});

describe('a bulk update', () => {
  it('tells of each ticket by itself', async () => {
    const contact = await w.contact();
    const [lead, tech] = [await w.tech(), await w.tech()];
    const ids = [(await w.ticket({ from: contact })).id, (await w.ticket({ from: contact })).id];
    await w.drain();
    await lead.call('POST', '/tickets/bulk', { ids, patch: { assigneeId: tech.id } });
    await w.drain();
    expect((await bellOf(tech)).items.map((one: { ticketId: number }) => one.ticketId).sort()).toEqual([...ids].sort());
  });
});

describe('every change', () => {
  it('made at most one notice and one mail per person', async () => {
    const twice = await w.db.execute(sql`select 1 from notices group by account_id, change_id, ticket_id having count(*) > 1
      union all select 1 from mails group by dedupe_key having count(*) > 1`);
    expect(twice.rows).toEqual([]);
    const authors = await w.db.execute(
      sql`select 1 from notices n join events e on e.id = n.event_id where (e.actor->>'accountId')::int = n.account_id and n.kind <> 'ticket.created'`,
    );
    expect(authors.rows).toEqual([]);
  });
});
