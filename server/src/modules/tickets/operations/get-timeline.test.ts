import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertComments } from '../../../../test/ticket-samples.ts';
import { type Someone, type World, world } from '../../../../test/world.ts';

let w: World;
let contact: Someone;
let tech: Someone;
beforeAll(async () => {
  w = await world();
  contact = await w.contact();
  tech = await w.tech();
});
afterAll(() => w?.close());

const own = (statements: readonly string[]): string[] => statements.filter((text) => !/\bsessions\b|session_proofs/.test(text));

describe('a ticket of 10,000 comments', () => {
  let id: number;
  beforeAll(async () => {
    id = (await w.ticket({ from: contact })).id;
    await insertComments(w.db, { ticketId: id, authorId: contact.id, count: 10_000 });
  });

  it('opens with one window, in at most five statements', async () => {
    for (const who of [tech, contact]) {
      const { result, statements } = await w.countStatements(() => who.call('GET', `/tickets/${id}/timeline`));
      expect(result.body.items).toHaveLength(50);
      expect(own(statements).length).toBeLessThanOrEqual(5);
    }
    const page = await w.countStatements(() => tech.call('GET', `/tickets/${id}`));
    expect(page.result.status).toBe(200);
    expect(own(page.statements).length).toBeLessThanOrEqual(5);
  });

  it('reads that window only', async () => {
    const { statements } = await w.countStatements(() => tech.call('GET', `/tickets/${id}/timeline`));
    const window = own(statements).find((text) => text.includes('"ticket_timeline"'));
    expect(window).toMatch(/order by "ticket_timeline"\."seq" desc limit \$/);
    const { items, before, total } = (await tech.call('GET', `/tickets/${id}/timeline?limit=2`)).body;
    expect(items.map((one: { seq: number }) => one.seq)).toEqual([10_000, 10_001]);
    expect([before, total]).toEqual([10_000, 10_001]);
  });

  it('goes back to its beginning, contacts over public entries only', async () => {
    const seen: { seq: number; visibility: string }[] = [];
    let before: number | null = 10_002;
    let total = 0;
    while (before !== null) {
      const page: { body: { items: { seq: number; visibility: string }[]; before: number | null; total: number } } = await contact.call(
        'GET',
        `/tickets/${id}/timeline?limit=100&before=${before}`,
      );
      seen.unshift(...page.body.items);
      ({ before, total } = page.body);
    }
    expect(seen[0]!.seq).toBe(1);
    expect(seen.every((one) => one.visibility === 'public')).toBe(true);
    expect(seen.map((one) => one.seq)).toEqual([...seen.map((one) => one.seq)].sort((a, b) => a - b));
    expect([seen.length, total]).toEqual([9_001, 9_001]);
  }, 60_000);

  it('still takes comments and changes at once', async () => {
    expect((await contact.call('POST', `/tickets/${id}/comments`, { bodyHtml: 'Xylophone' })).status).toBe(201);
    expect((await tech.call('PATCH', `/tickets/${id}`, { assigneeId: tech.id })).status).toBe(200);
    expect((await tech.call('GET', '/tickets?q=xylophone')).body.items).toHaveLength(1);
  });
});

describe('refuses', () => {
  it('whoever may not see the ticket', async () => {
    const ticket = await w.ticket({ from: contact });
    const other = await w.contact();
    expect((await other.call('GET', `/tickets/${ticket.id}/timeline`)).body.code).toBe('ticket.notFound');
    expect((await w.anyone.call('GET', `/tickets/${ticket.id}/timeline`)).status).toBe(401);
  });
});

describe('read and unread', () => {
  it('is kept per person, told to one’s other screens, and only when it moved', async () => {
    const ticket = await w.ticket({ from: contact });
    w.hints.length = 0;
    expect((await tech.call('PUT', `/tickets/${ticket.id}/read`, {})).status).toBe(204);
    expect(w.hints.map((one) => [one.rooms, one.hint.id])).toEqual([[[`account:${tech.id}`], ticket.id]]);
    await tech.call('PUT', `/tickets/${ticket.id}/read`, {});
    expect(w.hints).toHaveLength(1);
    expect((await tech.call('GET', `/tickets/${ticket.id}`)).body.isUnread).toBe(false);
    await contact.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: 'x' });
    expect((await tech.call('GET', `/tickets/${ticket.id}`)).body.isUnread).toBe(true);
    expect((await contact.call('GET', `/tickets/${ticket.id}`)).body.isUnread).toBe(false);
    await tech.call('PUT', `/tickets/${ticket.id}/read`, {});
    await tech.call('PUT', `/tickets/${ticket.id}/read`, { unread: true });
    expect((await tech.call('GET', `/tickets/${ticket.id}`)).body.isUnread).toBe(true);
  });

  it('changing a field does not hide what somebody wrote in between', async () => {
    const ticket = await w.ticket({ from: contact });
    await tech.call('PATCH', `/tickets/${ticket.id}`, { priorityId: w.desk.priorities[1]!.id });
    expect((await tech.call('GET', `/tickets/${ticket.id}`)).body.isUnread).toBe(true);
    await tech.call('PUT', `/tickets/${ticket.id}/read`, {});
    await tech.call('PATCH', `/tickets/${ticket.id}`, { priorityId: w.desk.priorities[0]!.id });
    expect((await tech.call('GET', `/tickets/${ticket.id}`)).body.isUnread).toBe(false);
  });
});
