import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../../test/world.ts';
import { escapeHtml } from '../../../kernel/text/rich-text.ts';

let w: World;
let contact: Someone;
let stranger: Someone;
let tech: Someone;
let admin: Someone;
beforeAll(async () => {
  w = await world();
  contact = await w.contact();
  stranger = await w.contact({ companyId: (await w.company()).id });
  tech = await w.tech();
  admin = await w.tech({ role: 'admin' });
});
afterAll(() => w?.close());

const statusId = (name: string): number => w.desk.statuses.find((one) => one.name === name)!.id;
const say = (who: Someone, id: number, text: string, more: object = {}) =>
  who.call('POST', `/tickets/${id}/comments`, { bodyHtml: `<p>${text}</p>`, ...more });

describe('allows', () => {
  it('both sides to talk; the customer’s words set the updated status in the same change', async () => {
    const ticket = await w.ticket({ from: contact });
    const reply = await say(tech, ticket.id, 'Which printer?', { statusId: statusId('Waiting for customer') });
    expect([reply.status, reply.body.visibility]).toEqual([201, 'public']);
    const waiting = await contact.call('GET', `/tickets/${ticket.id}`);
    expect(waiting.body).toMatchObject({ turn: 'you', isUnread: true, excerpt: 'Which printer?' });
    await say(contact, ticket.id, 'The red one');
    expect((await contact.call('GET', `/tickets/${ticket.id}`)).body).toMatchObject({
      status: { name: 'Customer replied' },
      turn: 'us',
      isUnread: false,
    });
    const { items } = (await tech.call('GET', `/tickets/${ticket.id}/timeline`)).body;
    expect(items.map((one: { kind: string }) => one.kind)).toEqual(['created', 'comment', 'changed', 'comment', 'changed']);
    expect(items[4].changes).toEqual([{ field: 'status', from: 'Waiting for customer', to: 'Customer replied' }]);
    const { rows } = await w.db.execute<{ n: number }>(
      sql`select count(distinct change_id)::int as n from ticket_timeline where ticket_id = ${ticket.id}`,
    );
    expect(rows[0]!.n).toBe(3);
  });

  it('a tech to write on a closed ticket', async () => {
    const ticket = await w.ticket({ from: contact });
    await contact.call('POST', `/tickets/${ticket.id}/close`);
    expect((await say(tech, ticket.id, 'one more thing')).status).toBe(201);
  });

  it('naughty strings, unharmed', async () => {
    const ticket = await w.ticket({ from: contact });
    const naughty: string[] = JSON.parse(readFileSync(new URL('../../../../test/fixtures/blns.json', import.meta.url), 'utf8'));
    for (const text of naughty.filter((one, n) => n % 5 === 0 && one.trim() !== '' && !one.includes('\0') && one.isWellFormed())) {
      const made = await contact.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: `<p>${escapeHtml(text)}</p>` });
      if (made.status === 422) continue;
      const plain = made.body.bodyHtml
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&');
      expect(plain.trim()).toBe(text.trim());
    }
  }, 60_000);
});

describe('an internal note', () => {
  it('is neither read, counted, searched nor hinted on the contact’s side', async () => {
    const ticket = await w.ticket({ from: contact });
    await contact.call('PUT', `/tickets/${ticket.id}/read`, {});
    w.hints.length = 0;
    await say(tech, ticket.id, 'Zanzibarology', { visibility: 'internal' });
    const rooms = w.hints.flatMap((one) => one.rooms);
    expect(rooms).toContain(`ticket:${ticket.id}#staff`);
    expect(
      rooms.filter((room) => room === `ticket:${ticket.id}` || room.startsWith('company') || room === `account:${contact.id}`),
    ).toEqual([]);
    const seen = await contact.call('GET', `/tickets/${ticket.id}`);
    expect(seen.body.isUnread).toBe(false);
    expect(seen.body.updatedAt).toBe(ticket.updatedAt);
    expect(JSON.stringify((await contact.call('GET', `/tickets/${ticket.id}/timeline`)).body)).not.toContain('Zanzibarology');
    expect((await contact.call('GET', '/tickets?q=zanzibar')).body.items).toEqual([]);
    expect((await tech.call('GET', '/tickets?q=zanzibar')).body.items).toHaveLength(1);
  });
});

describe('refuses', () => {
  it('internal notes and statuses from contacts', async () => {
    const ticket = await w.ticket({ from: contact });
    for (const more of [{ visibility: 'internal' }, { statusId: statusId('Closed') }]) {
      const made = await say(contact, ticket.id, 'x', more);
      expect([made.status, made.body.code]).toEqual([403, 'ticket.fieldNotAllowed']);
    }
  });

  it('posting to a closed, archived or foreign ticket', async () => {
    const ticket = await w.ticket({ from: contact });
    expect((await say(stranger, ticket.id, 'hello')).body.code).toBe('ticket.notFound');
    await contact.call('POST', `/tickets/${ticket.id}/close`);
    const closed = await say(contact, ticket.id, 'x');
    expect([closed.status, closed.body.code]).toEqual([409, 'ticket.closed']);
    await admin.call('DELETE', `/tickets/${ticket.id}`);
    expect((await say(contact, ticket.id, 'x')).body.code).toBe('ticket.notFound');
    expect((await say(tech, ticket.id, 'x')).body.code).toBe('ticket.notFound');
    expect((await say(admin, ticket.id, 'x')).body.code).toBe('ticket.archived');
  });
});

describe('rejects', () => {
  it('an empty comment', async () => {
    const ticket = await w.ticket({ from: contact });
    const made = await contact.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: '<p> <br> </p>' });
    expect([made.status, made.body.code]).toEqual([422, 'comment.empty']);
  });
});

describe('one’s own comment', () => {
  it('can be changed, keeps its earlier wordings for staff, and search follows', async () => {
    const ticket = await w.ticket({ from: contact });
    const { body } = await say(contact, ticket.id, 'Quetzalcoatl');
    const edited = await contact.call('PATCH', `/comments/${body.id}`, { bodyHtml: '<p>Tlaloc</p>' }, { 'if-match': '"1"' });
    expect(edited.body).toMatchObject({ bodyHtml: '<p>Tlaloc</p>', version: 2 });
    expect(edited.body.editedAt).not.toBeNull();
    expect((await contact.call('PATCH', `/comments/${body.id}`, { bodyHtml: '<p>late</p>' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await tech.call('GET', '/tickets?q=quetzalcoatl')).body.items).toEqual([]);
    expect((await contact.call('GET', '/tickets?q=tlaloc')).body.items).toHaveLength(1);
    const revisions = await tech.call('GET', `/comments/${body.id}/revisions`);
    expect(revisions.body.items).toMatchObject([{ version: 1, bodyHtml: '<p>Quetzalcoatl</p>', replacedBy: { id: contact.id } }]);
  });

  it('can be deleted, by administrators any', async () => {
    const ticket = await w.ticket({ from: contact });
    const first = (await say(contact, ticket.id, 'Huitzilopochtli')).body;
    const second = (await say(contact, ticket.id, 'second')).body;
    expect((await tech.call('DELETE', `/comments/${first.id}`)).body.code).toBe('comment.notYours');
    expect((await tech.call('PATCH', `/comments/${first.id}`, { bodyHtml: 'x' })).body.code).toBe('comment.notYours');
    expect((await stranger.call('DELETE', `/comments/${first.id}`)).body.code).toBe('comment.notFound');
    expect((await contact.call('DELETE', `/comments/${first.id}`)).status).toBe(204);
    expect((await admin.call('DELETE', `/comments/${second.id}`)).status).toBe(204);
    expect((await contact.call('PATCH', `/comments/${first.id}`, { bodyHtml: 'x' })).body.code).toBe('comment.deleted');
    const { items } = (await contact.call('GET', `/tickets/${ticket.id}/timeline`)).body;
    expect(items[1].comment).toMatchObject({ isDeleted: true, bodyHtml: '', can: { edit: false, delete: false } });
    expect((await tech.call('GET', '/tickets?q=huitzilopochtli')).body.items).toEqual([]);
    expect((await tech.call('GET', `/tickets?q=${ticket.number}`)).body.items[0].commentCount).toBe(0);
  });

  it('an internal one does not exist for contacts', async () => {
    const ticket = await w.ticket({ from: contact });
    const note = (await say(tech, ticket.id, 'note', { visibility: 'internal' })).body;
    expect((await contact.call('PATCH', `/comments/${note.id}`, { bodyHtml: 'x' })).body.code).toBe('comment.notFound');
  });
});
