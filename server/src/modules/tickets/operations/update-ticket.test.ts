import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../../test/world.ts';

let w: World;
let contact: Someone;
let tech: Someone;
let admin: Someone;
beforeAll(async () => {
  w = await world();
  contact = await w.contact();
  tech = await w.tech({ name: 'Tess Tech' });
  admin = await w.tech({ role: 'admin' });
});
afterAll(() => w?.close());

const status = (name: string): number => w.desk.statuses.find((one) => one.name === name)!.id;
const queue = (name: string): number => w.desk.queues.find((one) => one.name === name)!.id;
const urgent = (): number => w.desk.priorities.find((one) => one.name === 'Urgent')!.id;
const patch = (who: Someone, id: number, body: object, headers?: Record<string, string>) =>
  who.call('PATCH', `/tickets/${id}`, body, headers);
const timeline = async (who: Someone, id: number) => (await who.call('GET', `/tickets/${id}/timeline`)).body.items;
const eventsOf = async (id: number) =>
  (
    await w.db.execute<{ name: string; change_id: string }>(
      sql`select name, change_id from events where entity_kind = 'ticket' and entity_id = ${id} order by id`,
    )
  ).rows;

describe('allows', () => {
  it('several fields in one call: one change, split into what contacts see and the rest', async () => {
    const ticket = await w.ticket({ from: contact });
    const body = { priorityId: urgent(), queueId: queue('Projects'), assigneeId: tech.id, tags: ['x.resources'], title: 'New title' };
    const changed = await patch(tech, ticket.id, body);
    expect(changed.body).toMatchObject({
      title: 'New title',
      priority: { name: 'Urgent' },
      queue: { name: 'Projects' },
      tags: ['x.resources'],
      version: 2,
    });
    const staff = await timeline(tech, ticket.id);
    expect(staff.map((one: { visibility: string }) => one.visibility)).toEqual(['public', 'public', 'internal']);
    const seen = await timeline(contact, ticket.id);
    expect(
      seen
        .at(-1)
        .changes.map((one: { field: string }) => one.field)
        .sort(),
    ).toEqual(['assignee', 'priority', 'title']);
    expect(seen.at(-1).changes).toContainEqual({ field: 'assignee', from: null, to: 'Tess Tech' });
    expect(JSON.stringify(seen)).not.toContain('Projects');
    const events = (await eventsOf(ticket.id)).slice(1);
    expect(events.map((one) => one.name).sort()).toEqual([
      'ticket.assigned',
      'ticket.priorityChanged',
      'ticket.queueChanged',
      'ticket.tagged',
      'ticket.titleChanged',
    ]);
    expect(new Set(events.map((one) => one.change_id)).size).toBe(1);
  });

  it('a closed status to close and another to reopen, with the times of it', async () => {
    const ticket = await w.ticket({ from: contact });
    expect((await patch(tech, ticket.id, { statusId: status('Closed') })).body.closedAt).not.toBeNull();
    expect((await patch(tech, ticket.id, { statusId: status('In progress') })).body.closedAt).toBeNull();
    expect((await timeline(contact, ticket.id)).map((one: { kind: string }) => one.kind)).toEqual(['created', 'closed', 'reopened']);
  });

  it('another contact, also of another company, who then sees it while the first no longer does', async () => {
    const company = await w.company();
    const other = await w.contact({ companyId: company.id, name: 'Xaviera Quux' });
    const ticket = await w.ticket({ from: contact });
    const changed = await patch(tech, ticket.id, { contactId: other.id });
    expect(changed.body).toMatchObject({ contact: { id: other.id }, company: { id: company.id } });
    expect((await contact.call('GET', `/tickets/${ticket.id}`)).status).toBe(404);
    expect((await other.call('GET', `/tickets/${ticket.id}`)).status).toBe(200);
    expect((await tech.call('GET', '/tickets?q=xaviera')).body.items[0].id).toBe(ticket.id);
  });

  it('nothing to change: nothing written', async () => {
    const ticket = await w.ticket({ from: contact });
    const same = await patch(tech, ticket.id, { title: ticket.title, priorityId: ticket.priority.id, tags: [], assigneeId: null });
    expect(same.body).toMatchObject({ version: 1, seq: 1 });
    expect(await eventsOf(ticket.id)).toHaveLength(1);
  });

  it('archiving and restoring, for administrators', async () => {
    const ticket = await w.ticket({ from: contact });
    expect((await tech.call('DELETE', `/tickets/${ticket.id}`)).status).toBe(403);
    expect((await admin.call('DELETE', `/tickets/${ticket.id}`)).status).toBe(204);
    expect((await contact.call('GET', `/tickets/${ticket.id}`)).status).toBe(404);
    expect((await admin.call('GET', '/tickets')).body.items.some((one: { id: number }) => one.id === ticket.id)).toBe(false);
    expect((await admin.call('GET', '/tickets?archived=true')).body.items.map((one: { id: number }) => one.id)).toContain(ticket.id);
    expect((await tech.call('GET', '/tickets?archived=true')).body.items.some((one: { id: number }) => one.id === ticket.id)).toBe(false);
    expect((await patch(admin, ticket.id, { title: 'x' })).body.code).toBe('ticket.archived');
    expect((await admin.call('POST', `/tickets/${ticket.id}/restore`)).body.archivedAt).toBeNull();
    expect((await contact.call('GET', `/tickets/${ticket.id}`)).status).toBe(200);
  });
});

describe('conflicts', () => {
  it('two techs editing at once: who holds an old version is told, nothing is lost', async () => {
    const ticket = await w.ticket({ from: contact });
    const other = await w.tech();
    const both = await Promise.all([
      patch(tech, ticket.id, { title: 'Mine' }, { 'if-match': '"1"' }),
      patch(other, ticket.id, { title: 'Theirs' }, { 'if-match': '"1"' }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 412]);
    expect(both.find((one) => one.status === 412)!.body.code).toBe('version.conflict');
    const winner = both.find((one) => one.status === 200)!.body.title;
    expect((await tech.call('GET', `/tickets/${ticket.id}`)).body).toMatchObject({ title: winner, version: 2 });
  });

  it('without a version both fields stand, each numbered once', async () => {
    const ticket = await w.ticket({ from: contact });
    await Promise.all([patch(tech, ticket.id, { title: 'Both' }), patch(admin, ticket.id, { priorityId: urgent() })]);
    expect((await tech.call('GET', `/tickets/${ticket.id}`)).body).toMatchObject({
      title: 'Both',
      priority: { name: 'Urgent' },
      version: 3,
      seq: 3,
    });
  });
});

describe('refuses', () => {
  it('an assignee who is unknown or may not see it; a move out of his reach gives it back', async () => {
    const ticket = await w.ticket({ from: contact });
    const supporter = await w.tech({ queueIds: [queue('Support')] });
    expect((await patch(tech, ticket.id, { assigneeId: contact.id })).body.code).toBe('assignee.notAllowed');
    expect((await patch(tech, ticket.id, { assigneeId: supporter.id, queueId: queue('Projects') })).body.code).toBe('assignee.notAllowed');
    expect((await patch(tech, ticket.id, { assigneeId: supporter.id })).status).toBe(200);
    expect((await patch(tech, ticket.id, { queueId: queue('Projects') })).body.assignee).toBeNull();
    expect((await patch(supporter, ticket.id, { title: 'x' })).body.code).toBe('ticket.notFound');
  });

  it('contacts, unknown statuses and rows', async () => {
    const ticket = await w.ticket({ from: contact });
    expect((await patch(contact, ticket.id, { title: 'x' })).status).toBe(404);
    expect((await patch(tech, ticket.id, { statusId: 99999 })).body.code).toBe('status.notFound');
    expect((await patch(tech, ticket.id, { teamId: 99999 })).status).toBe(422);
    expect((await patch(tech, ticket.id, { contactId: tech.id })).body.code).toBe('contact.notFound');
  });
});

describe('many at once', () => {
  it('changes those it may and lists the others, which keep everything', async () => {
    const supporter = await w.tech({ queueIds: [queue('Support')] });
    const mine = await w.ticket({ from: contact });
    const moved = await w.ticket({ from: contact });
    await patch(tech, moved.id, { queueId: queue('Projects') });
    const done = await supporter.call('POST', '/tickets/bulk', {
      ids: [moved.id, mine.id, 999_999],
      patch: { priorityId: urgent(), tags: ['bulk'] },
    });
    expect(done.body.changed).toEqual([mine.id]);
    expect(done.body.refused.map((one: { id: number; code: string }) => [one.id, one.code])).toEqual([
      [moved.id, 'ticket.notFound'],
      [999_999, 'ticket.notFound'],
    ]);
    expect((await tech.call('GET', `/tickets/${moved.id}`)).body.priority.name).toBe('Normal');
  });
});

describe('closing and reopening', () => {
  it('by the contact, with words, and once only', async () => {
    const ticket = await w.ticket({ from: contact });
    const closed = await contact.call('POST', `/tickets/${ticket.id}/close`, { bodyHtml: '<p>Works again</p>' });
    expect(closed.body).toMatchObject({ status: { name: 'Closed' }, turn: 'done', can: { comment: false, reopen: true } });
    expect((await contact.call('POST', `/tickets/${ticket.id}/close`)).body.code).toBe('ticket.closed');
    const open = await contact.call('POST', `/tickets/${ticket.id}/reopen`, {});
    expect(open.body).toMatchObject({ status: { name: 'In progress' }, closedAt: null });
    expect((await contact.call('POST', `/tickets/${ticket.id}/reopen`, {})).body.code).toBe('ticket.open');
    expect((await timeline(contact, ticket.id)).map((one: { kind: string }) => one.kind)).toEqual([
      'created',
      'comment',
      'closed',
      'reopened',
    ]);
  });
});
