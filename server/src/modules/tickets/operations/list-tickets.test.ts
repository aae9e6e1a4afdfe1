import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertTickets } from '../../../../test/ticket-samples.ts';
import { type Someone, type World, world } from '../../../../test/world.ts';

let w: World;
let manager: Someone;
let contact: Someone;
let tech: Someone;
let supporter: Someone;
const ids = (reply: { body: { items: { id: number }[] } }): number[] => reply.body.items.map((one) => one.id);

beforeAll(async () => {
  w = await world();
  manager = await w.contact({ isManager: true });
  contact = await w.contact();
  tech = await w.tech({ name: 'Wilhelmina Äußerst' });
  supporter = await w.tech({ queueIds: [w.desk.queues.find((one) => one.name === 'Support')!.id] });
  const elsewhere = await w.contact({ companyId: (await w.company()).id });
  await insertTickets(w.db, { owners: [manager, contact, elsewhere], assignees: [tech.id, null], desk: w.desk, count: 4000 });
  await w.db.execute(sql`analyze`);
}, 120_000);
afterAll(() => w?.close());

/** What reads the rows of the page: the first statement that is not the session's. */
async function planOf(who: Someone, path: string): Promise<{ plan: string; count: number }> {
  const plans: string[] = [];
  const { statements, result } = await w.countStatements(() => who.call('GET', path));
  expect(result.status).toBe(200);
  const own = statements.filter((text) => !/\bsessions\b|session_proofs/.test(text));
  // Generic plans need no parameter values, and are what a prepared statement ends with.
  for (const text of own.filter((one) => /from "?tickets"?/.test(one))) {
    await w.db.transaction(async (tx) => {
      await tx.execute(sql.raw('set local plan_cache_mode = force_generic_plan'));
      await tx.execute(sql.raw(`prepare explained as ${text}`));
      const { rows } = await tx.execute(
        sql.raw(`select array_length(parameter_types, 1) as n from pg_prepared_statements where name = 'explained'`),
      );
      const nulls = Array.from({ length: Number(rows[0]!.n) }, () => 'null').join(', ');
      const explained = await tx.execute(sql.raw(`explain execute explained${nulls === '' ? '' : `(${nulls})`}`));
      plans.push(explained.rows.map((row) => Object.values(row)[0]).join('\n'));
      await tx.execute(sql.raw('deallocate explained'));
    });
  }
  return { plan: plans.join('\n'), count: own.length };
}

describe('the main lists', () => {
  const lists = [
    ['tech', '/tickets'],
    ['tech', '/tickets?sort=-createdAt&state=all'],
    ['tech', '/tickets?sort=dueAt'],
    ['tech', '/tickets?assignee=me'],
    ['tech', '/tickets?assignee=me&state=closed'],
    ['supporter', '/tickets'],
    ['manager', '/tickets'],
    ['manager', '/tickets?scope=mine&state=all'],
    ['contact', '/tickets?scope=mine'],
    ['contact', '/tickets?scope=participating'],
    ['contact', '/tickets'],
    ['tech', '/tickets?q=printer&sort=relevance'],
    ['contact', '/tickets?q=4711'],
  ] as const;
  it.each(lists)('%s %s reads an index range in at most three statements', async (who, path) => {
    const { plan, count } = await planOf({ tech, supporter, manager, contact }[who], path);
    expect(count).toBeLessThanOrEqual(3);
    expect(plan).toMatch(/Index|Bitmap/);
    expect(plan).not.toMatch(/Seq Scan on tickets/);
  });
});

describe('paging', () => {
  it.each(['-updatedAt', 'updatedAt', '-createdAt', 'dueAt'])('by %s gives every ticket once, in order', async (sort) => {
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page = await manager.call('GET', `/tickets?state=all&limit=100&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...ids(page));
      cursor = page.body.next;
    } while (cursor);
    const total = (await manager.call('GET', '/tickets?state=all&count=true&limit=1')).body.total;
    expect([seen.length, new Set(seen).size]).toEqual([total, total]);
  });

  it('refuses a cursor from another list, another person or a damaged one', async () => {
    const { next } = (await tech.call('GET', '/tickets?limit=1')).body;
    expect(next).toEqual(expect.any(String));
    for (const [who, path] of [
      [tech, '/tickets?limit=1&state=closed&cursor='],
      [tech, '/tickets?limit=1&sort=dueAt&cursor='],
      [supporter, '/tickets?limit=1&cursor='],
      [manager, '/tickets?limit=1&cursor='],
    ] as const) {
      const page = await who.call('GET', `${path}${next}`);
      expect([page.status, page.body.code]).toEqual([400, 'cursor.invalid']);
    }
    expect((await tech.call('GET', '/tickets?cursor=abc')).body.code).toBe('cursor.invalid');
    expect((await tech.call('GET', `/tickets?limit=1&cursor=${next}`)).status).toBe(200);
  });
});

describe('filters', () => {
  it('by state, assignee, queue, priority, tag, due date and unread', async () => {
    const ticket = await w.ticket({ from: contact, title: 'Filtered' });
    await tech.call('PATCH', `/tickets/${ticket.id}`, {
      assigneeId: tech.id,
      tags: ['Odd tag'],
      dueAt: '2020-01-01T00:00:00Z',
      priorityId: w.desk.priorities[1]!.id,
    });
    const queueId = w.desk.queues.find((one) => one.name === 'Support')!.id;
    for (const filter of [
      `assignee=me`,
      `assignee=${tech.id}`,
      `queueId=${queueId}`,
      `priorityId=${w.desk.priorities[1]!.id}`,
      'tag=odd%20TAG',
      'due=overdue',
      `contactId=${contact.id}`,
      'statusKind=new',
    ]) {
      expect(ids(await tech.call('GET', `/tickets?limit=5&${filter}`)), filter).toContain(ticket.id);
    }
    expect(ids(await tech.call('GET', '/tickets?assignee=none&limit=5'))).not.toContain(ticket.id);
    expect(ids(await supporter.call('GET', '/tickets?unread=true&limit=5'))).toContain(ticket.id);
    await supporter.call('PUT', `/tickets/${ticket.id}/read`, {});
    expect(ids(await supporter.call('GET', '/tickets?unread=true&limit=5'))).not.toContain(ticket.id);
  });

  it('contacts cannot find out queues, tags, assignees or due dates by filtering', async () => {
    const plain = ids(await contact.call('GET', '/tickets?limit=5'));
    for (const filter of [
      'queueId=99999',
      'tag=nothing',
      'assignee=none',
      'due=overdue',
      'categoryId=9999',
      'archived=true',
      'teamId=77',
      'sort=dueAt',
    ]) {
      expect(ids(await contact.call('GET', `/tickets?limit=5&${filter}`)), filter).toEqual(plain);
    }
  });

  it('a contact’s scopes', async () => {
    const colleague = await w.contact();
    const shared = await w.ticket({ from: colleague });
    await colleague.call('POST', `/tickets/${shared.id}/participants`, { accountId: contact.id, role: 'cc' });
    expect(ids(await contact.call('GET', '/tickets?scope=participating'))).toEqual([shared.id]);
    expect(ids(await contact.call('GET', '/tickets?scope=mine&limit=5'))).not.toContain(shared.id);
    expect(ids(await contact.call('GET', '/tickets?limit=5'))).toContain(shared.id);
    expect(ids(await manager.call('GET', '/tickets?limit=5'))).toContain(shared.id);
  });
});

describe('counters', () => {
  it('count each facet under all other filters, in one statement', async () => {
    const { result, statements } = await w.countStatements(() =>
      tech.call('GET', `/tickets/counts?assignee=me&priorityId=${w.desk.priorities[1]!.id}`),
    );
    expect(statements.filter((text) => !/\bsessions\b|session_proofs/.test(text))).toHaveLength(1);
    const of = (facet: string, key: string | number): number =>
      result.body[facet].find((one: { key: string }) => one.key === String(key))?.count ?? 0;
    const total = async (query: string): Promise<number> => (await tech.call('GET', `/tickets?limit=1&count=true&${query}`)).body.total;
    const urgent = w.desk.priorities[1]!.id;
    expect(result.body.total).toBe(await total(`assignee=me&priorityId=${urgent}`));
    expect(of('assignee', 'none')).toBe(await total(`assignee=none&priorityId=${urgent}`));
    expect(of('priority', w.desk.priorities[0]!.id)).toBe(await total(`assignee=me&priorityId=${w.desk.priorities[0]!.id}`));
    expect(of('queue', w.desk.queues[0]!.id)).toBe(await total(`assignee=me&priorityId=${urgent}&queueId=${w.desk.queues[0]!.id}`));
    expect(of('due', 'none')).toBe(await total(`assignee=me&priorityId=${urgent}&due=none`));
    expect(result.body.company[0]).toMatchObject({ name: expect.any(String) });
  });

  it('of the client portal', async () => {
    const fresh = await w.contact();
    const ticket = await w.ticket({ from: fresh });
    await tech.call('POST', `/tickets/${ticket.id}/comments`, {
      bodyHtml: 'x',
      statusId: w.desk.statuses.find((one) => one.kind === 'waiting-you')!.id,
    });
    expect((await fresh.call('GET', '/tickets/summary')).body).toEqual({
      mineOpen: 1,
      mineClosed: 0,
      visibleOpen: 1,
      waitingForYou: 1,
      unread: 1,
    });
  });
});
