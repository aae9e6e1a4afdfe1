import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, scene } from './scene.ts';

let s: Scene;
beforeAll(async () => {
  s = await scene();
}, 120_000);
afterAll(() => s?.w.close());

/** Routes that let everybody in and decide row by row: the table cannot show what they leave out. */
describe('what a 200 leaves out', () => {
  const send = async (kind: 'otherQ' | 'otherC' | 'member', method: 'POST', path: string, body: object) => {
    const headers = { ...s.callers[kind].headers('tickets:write'), 'content-type': 'application/json' };
    return (await s.w.app.inject({ method, url: `/api/v1${path}`, headers, payload: JSON.stringify(body) })).json();
  };

  it('bulk changes: tickets out of reach are refused like tickets that do not exist', async () => {
    for (const kind of ['otherQ', 'otherC'] as const) {
      const answer = await send(kind, 'POST', '/tickets/bulk', { ids: [s.ticketId, 2_000_000_000], patch: { title: 'Taken over' } });
      expect(answer.changed).toEqual([]);
      const [foreign, missing] = answer.refused;
      expect({ ...foreign, id: 0 }).toEqual({ ...missing, id: 0 });
    }
    expect((await s.people.member.call('GET', `/tickets/${s.ticketId}`)).body.title).not.toBe('Taken over');
  });

  it('drafts and notices are one’s own, whoever asks', async () => {
    const { owner, cc, master } = s.people;
    const key = `/drafts/ticket:${s.ticketId}:reply`;
    expect((await owner.call('PUT', key, { body: { html: 'mine alone' } })).status).toBe(204);
    for (const who of [cc, master]) expect((await who.call('GET', key)).body).toBeNull();
    await cc.call('DELETE', key);
    expect((await owner.call('GET', key)).body.body).toEqual({ html: 'mine alone' });
    await s.people.member.call('POST', `/tickets/${s.ticketId}/comments`, { bodyHtml: '<p>Answer</p>' });
    await s.w.drain({ failures: 'allow' });
    const mine = (await owner.call('GET', '/notices')).body;
    expect(mine.unread).toBeGreaterThan(0);
    const ids = mine.items.map((one: { id: number }) => one.id);
    expect((await cc.call('PUT', '/notices/read', { ids })).status).toBe(204);
    expect((await owner.call('GET', '/notices')).body.unread).toBe(mine.unread);
  });

  it('lists of people: nothing of companies out of reach, in no filter and no search', async () => {
    for (const path of [
      '/contacts?limit=100',
      `/contacts?companyId=${s.home.id}`,
      '/contacts?q=olga',
      '/companies?limit=100',
      '/companies?q=home',
      '/search?q=olga',
      '/search?q=home',
      '/tickets?state=all',
      '/tickets/counts?state=all',
    ]) {
      const answer = await s.w.app.inject({ url: `/api/v1${path}`, headers: s.callers.otherC.headers(null) });
      expect(answer.statusCode, path).toBe(200);
      expect(answer.body, path).not.toMatch(/Olga|Cora|"Home"|Secretless/);
    }
  });

  it('colleagues: never those of another company', async () => {
    const { body } = await s.people.forgn.call('GET', '/colleagues?limit=100');
    expect(JSON.stringify(body)).not.toMatch(/Olga|Cora|Cole|Manu/);
  });
});

describe('ids inside a body reveal nothing', () => {
  it('contacts, accounts, service types, techs and teams: foreign and missing look the same', async () => {
    const { owner, manag, forgn, admin } = s.people;
    const hidden = await s.people.master.call('POST', '/service-types', { name: 'Hidden', published: false });
    expect(hidden.status).toBe(201);
    const missing = 2_000_000_000;
    const pairs: readonly (readonly [
      string,
      () => Promise<{ status: number; body: object }>,
      () => Promise<{ status: number; body: object }>,
    ])[] = [
      [
        'contactId',
        () => manag.call('POST', '/tickets', { title: 'x', contactId: forgn.id }),
        () => manag.call('POST', '/tickets', { title: 'x', contactId: missing }),
      ],
      [
        'serviceTypeId',
        () => owner.call('POST', '/tickets', { title: 'x', serviceTypeId: hidden.body.id }),
        () => owner.call('POST', '/tickets', { title: 'x', serviceTypeId: missing }),
      ],
      ...(['cc', 'watcher'] as const).map(
        (role) =>
          [
            `accountId as ${role}`,
            () => owner.call('POST', `/tickets/${s.ticketId}/participants`, { accountId: role === 'cc' ? forgn.id : admin.id, role }),
            () => owner.call('POST', `/tickets/${s.ticketId}/participants`, { accountId: missing, role }),
          ] as const,
      ),
    ];
    for (const [name, foreign, none] of pairs) {
      const [a, b] = [await foreign(), await none()];
      expect(a.status, name).toBeGreaterThanOrEqual(400);
      expect({ status: a.status, ...a.body, traceId: '' }, name).toEqual({ status: b.status, ...b.body, traceId: '' });
    }
  });
});

describe('the local inbox', () => {
  it('is not there for anybody who is not at this machine', async () => {
    for (const path of ['/api/v1/inbox', `/api/v1/inbox/${s.inboxId}`]) {
      const answer = await s.w.app.inject({ url: path, remoteAddress: '192.0.2.7' });
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'inbox.off']);
    }
  });
});

describe('a mail about a ticket', () => {
  it('shows its words to master administrators only, and a sign-in code to nobody', async () => {
    const { admin, master } = s.people;
    await s.w.anyone.call('POST', '/sign-in/start', { email: s.people.owner.email });
    const { rows } = await s.w.db.execute<{ id: number; kind: string }>(sql`select id, kind from mails`);
    const about = rows.find((one) => one.kind.startsWith('ticket.'))!;
    const code = rows.find((one) => one.kind === 'sign-in-code')!;
    expect((await admin.call('GET', `/mails/${about.id}`)).body).toMatchObject({ html: null, text: null });
    expect((await master.call('GET', `/mails/${about.id}`)).body.html).toContain('<');
    for (const who of [admin, master])
      expect((await who.call('GET', `/mails/${code.id}`)).body).toMatchObject({ html: null, text: null, isSealed: true });
  });
});
