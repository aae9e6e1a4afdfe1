import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, scene } from '../matrix/scene.ts';

let s: Scene;
beforeAll(async () => {
  s = await scene();
}, 120_000);
afterAll(() => s?.w.close());

/** Every row two people may have open in an editor at once: where it is read, and a change each of them makes. */
const ROWS: readonly (readonly [name: string, path: () => string, first: object, second: object])[] = [
  ['a ticket', () => `/tickets/${s.ticketId}`, { title: 'First' }, { title: 'Second' }],
  ['a company', () => `/companies/${s.home.id}`, { notes: 'First' }, { notes: 'Second' }],
  ['a contact', () => `/contacts/${s.spareContact.id}`, { title: 'First' }, { title: 'Second' }],
  ['a tech', () => `/techs/${s.spareTech.id}`, { title: 'First' }, { title: 'Second' }],
  ['a team', () => `/teams/${s.teamId}`, { description: 'First' }, { description: 'Second' }],
  ['a queue', () => `/queues/${s.queueId}`, { description: 'First' }, { description: 'Second' }],
  ['a status', () => `/statuses/${s.w.desk.statuses[0]!.id}`, { name: 'First' }, { name: 'Second' }],
  ['a priority', () => `/priorities/${s.w.desk.priorities[0]!.id}`, { name: 'First' }, { name: 'Second' }],
  ['a source', () => `/sources/${s.w.desk.sources[0]!.id}`, { name: 'First' }, { name: 'Second' }],
  ['a category', () => `/categories/${s.w.desk.categories[0]!.id}`, { name: 'First' }, { name: 'Second' }],
  ['a service type', () => `/service-types/${s.serviceTypeId}`, { description: 'First' }, { description: 'Second' }],
  ['one’s own profile in two tabs', () => '/me', { title: 'First' }, { title: 'Second' }],
];

describe('two people editing at once', () => {
  it.each(ROWS)('%s: the second is told, and the first one’s words stand', async (_name, path, first, second) => {
    const { master } = s.people;
    const other = await s.w.session(master);
    const etag = String((await master.call('GET', path())).headers.etag);
    expect(etag).toMatch(/^"\d+"$/);
    const answers = await Promise.all([
      master.call('PATCH', path(), first, { 'if-match': etag }),
      other.call('PATCH', path(), second, { 'if-match': etag }),
    ]);
    const [won, lost] = [answers.find((one) => one.status === 200), answers.find((one) => one.status !== 200)];
    expect(lost).toMatchObject({ status: 412, body: { code: 'version.conflict' } });
    expect(won!.headers.etag).not.toBe(etag);
    const now = await master.call('GET', path());
    expect(now.body).toMatchObject(won === answers[0] ? first : second);
    expect(now.headers.etag).toBe(won!.headers.etag);
    for (const nonsense of ['"abc"', '"-1"', '"99999999999999999999"'])
      expect([400, 412, 422]).toContain((await master.call('PATCH', path(), first, { 'if-match': nonsense })).status);
  });

  it('a comment: the writer in two tabs', async () => {
    const { owner } = s.people;
    const other = await s.w.session(owner);
    const made = await owner.call('POST', `/tickets/${s.ticketId}/comments`, { bodyHtml: '<p>Zero</p>' });
    const etag = `"${made.body.version}"`;
    const answers = await Promise.all([
      owner.call('PATCH', `/comments/${made.body.id}`, { bodyHtml: '<p>First</p>' }, { 'if-match': etag }),
      other.call('PATCH', `/comments/${made.body.id}`, { bodyHtml: '<p>Second</p>' }, { 'if-match': etag }),
    ]);
    expect(answers.map((one) => one.status).toSorted()).toEqual([200, 412]);
  });

  it('the same request sent twice with one key happens once', async () => {
    const { owner } = s.people;
    const send = () => owner.call('POST', '/tickets', { title: 'Once only please' }, { 'idempotency-key': 'one-two-three' });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.filter((one) => one.status === 201).length).toBeGreaterThan(0);
    for (const one of answers) expect([201, 409]).toContain(one.status);
    const found = (await owner.call('GET', '/tickets?q=once%20only')).body.items;
    expect(found).toHaveLength(1);
  });
});
