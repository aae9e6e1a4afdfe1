import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../../test/world.ts';
import { escapeHtml } from '../../../kernel/text/rich-text.ts';
import { createServiceType } from '../../catalogue/index.ts';
import { setDefaults } from '../../service-desk/index.ts';
import { createTicket } from './create-ticket.ts';

let w: World;
let contact: Someone;
let manager: Someone;
let stranger: Someone;
let tech: Someone;
beforeAll(async () => {
  w = await world();
  contact = await w.contact();
  manager = await w.contact({ isManager: true });
  stranger = await w.contact({ companyId: (await w.company()).id });
  tech = await w.tech();
});
afterAll(() => w?.close());

const named = (rows: readonly { id: number; name: string }[], name: string): number => rows.find((row) => row.name === name)!.id;
async function upload(by: Someone, name = 'a.txt'): Promise<number> {
  const response = await w.app.inject({
    method: 'POST',
    url: `/api/v1/files?name=${name}`,
    headers: { cookie: by.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' },
    payload: Buffer.from('some text in a file'),
  });
  return response.json().id;
}

describe('allows', () => {
  it('a contact to ask, with values from the defaults', async () => {
    const made = await contact.call('POST', '/tickets', { title: 'Printer smokes', descriptionHtml: '<p>It <b>smokes</b></p>' });
    expect(made.status).toBe(201);
    expect(made.headers.etag).toBe('"1"');
    expect(made.body).toMatchObject({
      title: 'Printer smokes',
      status: { name: 'New' },
      priority: { name: 'Normal' },
      turn: 'us',
      isUnread: false,
    });
    expect(made.body.number).toBe(made.body.id);
    const seen = await tech.call('GET', `/tickets/${made.body.id}`);
    expect(seen.body).toMatchObject({
      queue: { name: 'Support' },
      source: { name: 'Portal' },
      category: { name: 'General' },
      isUnread: true,
    });
  });

  it('a service type to decide where it goes', async () => {
    const queueId = named(w.desk.queues, 'Projects');
    const priorityId = named(w.desk.priorities, 'Urgent');
    const type = await w.asSystem((ctx) => createServiceType(ctx, { body: { name: 'New laptop', queueId, priorityId } }));
    const made = await contact.call('POST', '/tickets', { title: 'Laptop', serviceTypeId: type.id });
    expect(made.body).toMatchObject({ serviceType: { name: 'New laptop' }, priority: { name: 'Urgent' } });
    expect((await tech.call('GET', `/tickets/${made.body.id}`)).body.queue.name).toBe('Projects');
  });

  it('a company manager to ask for a colleague, who owns it', async () => {
    const made = await manager.call('POST', '/tickets', { title: 'For you', contactId: contact.id });
    expect(made.body).toMatchObject({ contact: { id: contact.id }, author: { id: manager.id } });
    expect((await contact.call('GET', `/tickets/${made.body.id}`)).status).toBe(200);
  });

  it('staff to set everything at once', async () => {
    const body = {
      title: 'Server',
      contactId: contact.id,
      assigneeId: tech.id,
      tags: ['Red', 'red ', 'new tag'],
      dueAt: '2026-12-01T10:00:00Z',
    };
    const made = await tech.call('POST', '/tickets', body);
    expect(made.body).toMatchObject({ assignee: { id: tech.id }, dueAt: '2026-12-01T10:00:00.000Z', author: { id: tech.id } });
    expect(made.body.tags).toHaveLength(2);
  });

  it('an import to say when it was', async () => {
    const made = await w.operations.write(
      {
        actor: {
          kind: 'system',
          audience: 'tech',
          accountId: null,
          via: { kind: 'import', id: null, name: 'test' },
          scopes: null,
          sessionId: null,
        },
        origin: 'import',
        occurredAt: '2020-02-03T04:05:06.000Z',
        quiet: true,
      },
      (ctx) => createTicket(ctx, { body: { title: 'Old', contactId: contact.id }, extras: { attributes: { source: 'csv' } } }),
    );
    expect(made).toMatchObject({
      createdAt: '2020-02-03T04:05:06.000Z',
      updatedAt: '2020-02-03T04:05:06.000Z',
      attributes: { source: 'csv' },
    });
    const timeline = await tech.call('GET', `/tickets/${made.id}/timeline`);
    expect(timeline.body.items[0]).toMatchObject({
      kind: 'created',
      at: '2020-02-03T04:05:06.000Z',
      via: { kind: 'import', name: 'test' },
    });
  });

  it('naughty strings in title and description, unharmed', async () => {
    const naughty: string[] = JSON.parse(readFileSync(new URL('../../../../test/fixtures/blns.json', import.meta.url), 'utf8'));
    const readable = naughty.filter((text) => /[^\p{Z}\p{C}]/u.test(text) && !text.includes('\0') && text.isWellFormed());
    for (const text of readable.filter((_, n) => n % 4 === 0)) {
      const title = text.slice(0, 300);
      const made = await contact.call('POST', '/tickets', { title, descriptionHtml: `<p>${escapeHtml(text)}</p>` });
      expect([made.status, made.body.title]).toEqual([201, title]);
      const plain = made.body.descriptionHtml
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&');
      expect(plain.trim()).toBe(text.trim());
    }
  }, 60_000);

  it('within eight statements', async () => {
    const { result, statements } = await w.countStatements(() =>
      contact.call('POST', '/tickets', { title: 'Counted', descriptionHtml: '<p>words</p>' }),
    );
    expect(result.status).toBe(201);
    expect(statements.filter((text) => !isAuthentication(text)).length).toBeLessThanOrEqual(8);
  });
});

const isAuthentication = (text: string): boolean => /\bsessions\b|session_proofs|idempotency/.test(text);

describe('refuses', () => {
  it('staff fields and foreign owners from contacts', async () => {
    const staffField = await contact.call('POST', '/tickets', { title: 'x', queueId: w.desk.queues[0]!.id });
    expect([staffField.status, staffField.body.code]).toEqual([403, 'ticket.fieldNotAllowed']);
    const colleague = await contact.call('POST', '/tickets', { title: 'x', contactId: manager.id });
    expect([colleague.status, colleague.body.code]).toEqual([403, 'ticket.fieldNotAllowed']);
    const foreign = await manager.call('POST', '/tickets', { title: 'x', contactId: stranger.id });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'contact.notFound']);
  });

  it("linking another person's upload, in the list and in the text", async () => {
    const fileId = await upload(stranger);
    for (const body of [{ fileIds: [fileId] }, { descriptionHtml: `<img src="file:${fileId}">` }]) {
      const made = await contact.call('POST', '/tickets', { title: 'mine', ...body });
      expect([made.status, made.body.code]).toEqual([404, 'file.notFound']);
    }
    const own = await contact.call('POST', '/tickets', { title: 'mine', fileIds: [await upload(contact)] });
    expect(own.body.attachments).toMatchObject([{ name: 'a.txt' }]);
  });

  it('a tech outside his restriction, and an assignee who could not see it', async () => {
    const other = named(w.desk.queues, 'Projects');
    const restricted = await w.tech({ queueIds: [other] });
    const assigned = await tech.call('POST', '/tickets', {
      title: 'x',
      contactId: contact.id,
      assigneeId: restricted.id,
      queueId: named(w.desk.queues, 'Support'),
    });
    expect([assigned.status, assigned.body.code]).toEqual([422, 'assignee.notAllowed']);
    const elsewhere = await restricted.call('POST', '/tickets', {
      title: 'x',
      contactId: contact.id,
      queueId: named(w.desk.queues, 'Support'),
    });
    expect(elsewhere.status).toBe(422);
    expect((await restricted.call('POST', '/tickets', { title: 'x', contactId: contact.id })).body.queue.id).toBe(other);
    const blind = await w.tech({ companyIds: [] });
    expect((await blind.call('POST', '/tickets', { title: 'x', contactId: contact.id })).body.code).toBe('contact.notFound');
  });

  it('something else when it is switched off', async () => {
    await w.asSystem((ctx) => setDefaults(ctx, { body: { somethingElse: false } }));
    const made = await contact.call('POST', '/tickets', { title: 'x' });
    expect([made.status, made.body.code]).toEqual([422, 'ticket.somethingElseOff']);
    await w.asSystem((ctx) => setDefaults(ctx, { body: { somethingElse: true } }));
  });
});

describe('rejects', () => {
  it('a title nobody can read, unknown rows and a missing contact', async () => {
    expect((await contact.call('POST', '/tickets', { title: ' \u200b ' })).status).toBe(422);
    expect((await contact.call('POST', '/tickets', { title: 'x', serviceTypeId: 99999 })).body.code).toBe('serviceType.notFound');
    expect((await tech.call('POST', '/tickets', { title: 'x' })).body.fields[0].path).toBe('contactId');
    expect((await tech.call('POST', '/tickets', { title: 'x', contactId: contact.id, priorityId: 99999 })).status).toBe(422);
  });
});

describe('emits', () => {
  it('ticket.created with ids and no words, and hints to the rooms of both sides', async () => {
    w.hints.length = 0;
    const made = await contact.call('POST', '/tickets', { title: 'Secret words' });
    const { rows } = await w.db.execute<{ name: string; payload: object }>(
      sql`select name, payload from events where entity_kind = 'ticket' and entity_id = ${made.body.id}`,
    );
    expect(rows.map((row) => row.name)).toEqual(['ticket.created']);
    expect(JSON.stringify(rows)).not.toContain('Secret');
    const heard = w.hints.flatMap((one) => one.rooms);
    expect(heard).toEqual(
      expect.arrayContaining([
        `ticket:${made.body.id}#staff`,
        `queue:${w.desk.queues[0]!.id}`,
        `company-tickets:${contact.companyId}`,
        `account:${contact.id}`,
      ]),
    );
  });
});

describe('permissions of contacts', () => {
  const set = (key: string, scope: string, id: number, value: unknown) =>
    w.db.execute(sql`insert into settings (key, scope, scope_id, value) values (${key}, ${scope}, ${id}, ${JSON.stringify(value)}::jsonb)
      on conflict (key, scope, scope_id) do update set value = excluded.value`);

  it('a company’s “no something else” refuses and hides it, a contact’s own word is stronger', async () => {
    const company = await w.company();
    const [one, other] = [await w.contact({ companyId: company.id }), await w.contact({ companyId: company.id })];
    const master = await w.tech({ role: 'master-admin' });
    expect((await master.call('POST', '/service-types', { name: 'Something certain', published: true })).status).toBe(201);
    await set('contact.flags', 'company', company.id, { somethingElse: false });
    await set('contact.flags', 'contact', other.id, { somethingElse: true });
    expect(await one.call('POST', '/tickets', { title: 'Help' })).toMatchObject({ status: 422, body: { code: 'ticket.somethingElseOff' } });
    expect((await one.call('GET', '/service-types')).body.somethingElse).toBe(false);
    expect((await other.call('POST', '/tickets', { title: 'Help' })).status).toBe(201);
  });

  it('a hidden queue takes nothing from its contacts: services that lead there are not offered, the rest goes where they can see it', async () => {
    const company = await w.company();
    const asker = await w.contact({ companyId: company.id });
    const [hidden, shown] = w.desk.queues.map((queue) => queue.id) as [number, number];
    const master = await w.tech({ role: 'master-admin' });
    const type = await master.call('POST', '/service-types', { name: 'Goes out of sight', published: true, queueId: hidden });
    await set('contact.queues', 'company', company.id, [shown]);
    const offered = (await asker.call('GET', '/service-types')).body.items.map((one: { id: number }) => one.id);
    expect(offered).not.toContain(type.body.id);
    const refused = await asker.call('POST', '/tickets', { title: 'Help', serviceTypeId: type.body.id });
    expect(refused).toMatchObject({ status: 404, body: { code: 'serviceType.notFound' } });
    const made = await w.ticket({ from: asker });
    expect((await master.call('GET', `/tickets/${made.id}`)).body.queue.id).toBe(shown);
    await master.call('PATCH', `/tickets/${made.id}`, { queueId: hidden });
    expect((await asker.call('GET', `/tickets/${made.id}`)).status).toBe(404);
  });

  it('a tech restricted to categories gets new tickets in one of his, and cannot move one out of his sight', async () => {
    const master = await w.tech({ role: 'master-admin' });
    const mine = (await master.call('POST', '/categories', { name: 'Telephones' })).body.id;
    const tech = await w.tech();
    expect((await master.call('PATCH', `/techs/${tech.id}`, { categoryIds: [mine] })).status).toBe(200);
    const asker = await w.contact();
    const made = await tech.call('POST', '/tickets', { title: 'Line is dead', contactId: asker.id });
    expect(made).toMatchObject({ status: 201, body: { category: { id: mine } } });
    const general = w.desk.categories[0]!.id;
    const away = await tech.call('PATCH', `/tickets/${made.body.id}`, { categoryId: general });
    expect(away).toMatchObject({ status: 422, body: { fields: [{ path: 'categoryId', code: 'notAllowed' }] } });
    const elsewhere = await w.ticket({ from: asker });
    expect((await tech.call('GET', `/tickets/${elsewhere.id}`)).status).toBe(404);
    expect((await master.call('PATCH', `/techs/${tech.id}`, { categoryIds: [mine, general] })).status).toBe(200);
    await w.db.execute(sql`update tickets set category_id = null where id = ${elsewhere.id}`);
    expect((await tech.call('GET', `/tickets/${elsewhere.id}`)).status, 'no category counts as the default one').toBe(200);
  });
});
