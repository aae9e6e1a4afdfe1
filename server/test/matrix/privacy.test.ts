import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app.ts';
import type { Someone } from '../world.ts';
import type { Kind } from './actors.ts';
import { REQUESTS } from './requests.ts';
import { type Scene, scene } from './scene.ts';

/**
 * Two people who hide their profiles, in the middle of the work: whose ticket it is, and who has it. Every route that reads is asked
 * by everybody else; nothing of them but the name may be in any answer, and no search may find them by what it does not show. A
 * route that is added later is asked like the others.
 */
const NEEDLES = ['+49555', 'zqhidden'] as const;
const reads = modules
  .flatMap((module) => module.routes ?? [])
  .map(({ contract }) => contract)
  // The local inbox of a demo stands for everybody's mail programs.
  .filter((contract) => contract.method === 'GET' && !contract.id.startsWith('inbox.'));

let s: Scene;
let contact: Someone;
let tech: Someone;

const hide = (who: Someone, visibility: string, more: object = {}) => who.call('PATCH', '/me', { privacy: { visibility, ...more } });

beforeAll(async () => {
  s = await scene();
  const { w, home } = s;
  contact = await w.contact({ companyId: home.id, name: 'Petra Private', email: 'zqhidden.petra@example.test' });
  tech = await w.tech({ name: 'Pavel Private', email: 'zqhidden.pavel@example.test' });
  for (const who of [contact, tech]) {
    const about = { phone: '+49555 1', mobile: '+49555 2', title: 'zqhidden title', office: 'zqhidden office' };
    expect((await who.call('PATCH', '/me', about)).status).toBe(200);
    await w.db.execute(
      sql`update accounts set department = 'zqhidden department', last_seen_at = '2026-01-02T03:04:05Z' where id = ${who.id}`,
    );
    const headers = { cookie: who.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' };
    await w.app.inject({ method: 'PUT', url: '/api/v1/me/picture', headers, payload: s.png });
  }
  // In everybody's way: owner, copy, assignee, watcher, author of comments and notes, team mate and lead of a department.
  const { admin, master, owner } = s.people;
  const path = `/tickets/${s.ticketId}`;
  await owner.call('POST', `${path}/participants`, { accountId: contact.id, role: 'cc' });
  await contact.call('POST', `${path}/comments`, { bodyHtml: '<p>From Petra</p>' });
  await admin.call('PATCH', path, { assigneeId: tech.id });
  await tech.call('POST', `${path}/comments`, { bodyHtml: '<p>From Pavel</p>', visibility: 'public' });
  await admin.call('PATCH', `/teams/${s.teamId}`, { members: [{ techId: tech.id, isLead: true }, { techId: s.people.member.id }] });
  await master.call('POST', '/departments', { name: 'Hidden people', leadId: tech.id });
  const own = await w.ticket({ from: contact, title: 'Of Petra' });
  await admin.call('PATCH', `/tickets/${own.id}`, { assigneeId: tech.id });
  await w.drain({ failures: 'allow' });
}, 120_000);
afterAll(() => s?.w.close());

const OTHERS: readonly Kind[] = ['collg', 'owner', 'manag', 'stream', 'member'];

async function answersTo(kind: Kind, more: readonly string[] = []): Promise<{ id: string; text: string; status: number }[]> {
  const caller = s.callers[kind];
  const paths: [string, string][] = [];
  for (const contract of reads) {
    const names = Object.keys(REQUESTS).filter((one) => one === contract.id || one.startsWith(`${contract.id}#`));
    for (const name of names) paths.push([name, (await REQUESTS[name]!(s, caller)).path]);
  }
  for (const path of more) paths.push([path, path]);
  const answers: { id: string; text: string; status: number }[] = [];
  for (const [id, path] of paths) {
    const contract = reads.find((one) => one.id === id.split('#')[0]);
    const answer = await s.w.app.inject({ url: `/api/v1${path}`, headers: caller.headers(contract?.scope ?? 'people:read') });
    answers.push({ id, text: answer.body, status: answer.statusCode });
  }
  return answers;
}

const ABOUT = () => [
  ...['zqhidden', 'zqhidden.petra@example.test', 'zqhidden.pavel@example.test', 'petra', 'pavel'].flatMap((q) => [
    `/search?q=${q}`,
    `/contacts?q=${q}`,
    `/techs?q=${q}`,
    `/colleagues?q=${q}`,
    `/tickets?state=all&q=${q}`,
  ]),
  `/contacts/${contact.id}`,
  `/techs/${tech.id}`,
  `/techs?teamId=${s.teamId}`,
  '/contacts?limit=100',
  '/techs?limit=100',
];

const leaksIn = (answers: readonly { id: string; text: string; status: number }[]): string[] =>
  answers.filter(({ status, text }) => status < 300 && NEEDLES.some((needle) => text.includes(needle))).map(({ id }) => id);

describe('refuses', () => {
  it.each(OTHERS)('everything but the names of private people to %s, on every road that reads', async (kind) => {
    await hide(contact, 'private');
    await hide(tech, 'private');
    const answers = await answersTo(kind, ABOUT());
    expect(answers.filter(({ status }) => status < 300).length).toBeGreaterThan(8);
    expect(leaksIn(answers)).toEqual([]);
    // A face and a time of day are of the profile too; the people themselves are named where they work.
    for (const { id, text, status } of answers) {
      if (status >= 300) continue;
      expect(text, id).not.toContain('2026-01-02T03:04:05');
      for (const person of [...text.matchAll(/\{[^{}]*"name":"P(?:etra|avel) Private"[^{}]*\}/g)])
        expect(person[0], id).toMatch(/"picture":null|^(?!.*"picture")/);
    }
  });

  it.each(['member', 'collg'] as const)('to find them by their addresses, for %s, though their names are found by staff', async (kind) => {
    const find = async (q: string) => (await answersTo(kind, [`/search?q=${q}`, `/contacts?q=${q}`, `/techs?q=${q}`])).slice(-3);
    for (const { status, text } of await find('zqhidden')) if (status < 300) expect(text).not.toMatch(/Private/);
    const named = (await find('petra')).filter(({ status }) => status < 300).map(({ text }) => text);
    expect(named.some((text) => text.includes('Petra Private'))).toBe(kind === 'member');
  });

  it('to colleagues whom the department does not hold, until others put them in', async () => {
    await hide(contact, 'department');
    await hide(tech, 'department');
    for (const kind of ['collg', 'member'] as const) expect(leaksIn(await answersTo(kind, ABOUT()))).toEqual([]);
    await s.w.db.execute(sql`update accounts set department = 'ZQHIDDEN department' where id = ${s.callers.collg.accountId}`);
    const { master } = s.people;
    const department = (await master.call('POST', '/departments', { name: 'Together' })).body.id;
    for (const id of [tech.id, s.people.member.id])
      expect((await master.call('PUT', `/departments/${department}/members/${id}`)).status).toBe(200);
    expect(leaksIn(await answersTo('collg', ABOUT()))).toContain('/colleagues?q=petra');
    expect(leaksIn(await answersTo('member', ABOUT()))).toContain('/techs?q=pavel');
    // A tech is no member of a customer's department.
    expect(leaksIn(await answersTo('member', ABOUT()))).not.toContain(`/contacts/${contact.id}`);
  });

  it('phone numbers and being online, where only these are hidden', async () => {
    await hide(contact, 'public', { showPhones: false, showPresence: false });
    const { body } = await s.people.member.call('GET', `/contacts/${contact.id}`);
    expect(body).toMatchObject({ title: 'zqhidden title', phone: null, mobile: null, lastSeenAt: null });
    expect((await s.people.admin.call('GET', `/contacts/${contact.id}`)).body).toMatchObject({ phone: '+49555 1', mobile: '+49555 2' });
  });
});

describe('allows', () => {
  it('administrators to see everything, and each person the own profile', async () => {
    for (const who of [contact, tech]) await hide(who, 'private');
    expect(leaksIn(await answersTo('admin', ABOUT()))).toEqual(
      expect.arrayContaining([`/contacts/${contact.id}`, `/techs/${tech.id}`, '/search?q=zqhidden']),
    );
    expect((await contact.call('GET', '/me')).body).toMatchObject({
      phone: '+49555 1',
      privacy: { visibility: 'private', showPhones: false },
    });
  });

  it('everybody signed in to see public profiles', async () => {
    for (const who of [contact, tech]) await hide(who, 'public', { showPhones: true, showPresence: true });
    expect(leaksIn(await answersTo('member', ABOUT()))).toEqual(expect.arrayContaining([`/contacts/${contact.id}`, '/search?q=zqhidden']));
    expect(leaksIn(await answersTo('collg', ABOUT()))).toContain('/colleagues?q=petra');
  });
});

describe('rejects', () => {
  it('a visibility that does not exist, and unknown preferences', async () => {
    expect((await hide(tech, 'friends')).status).toBe(422);
    expect((await tech.call('PATCH', '/me', { privacy: { hideFromAdmins: true } })).status).toBe(422);
  });
});
