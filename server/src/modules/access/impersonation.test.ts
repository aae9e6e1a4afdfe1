import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey } from '../../../test/matrix/actors.ts';
import { type Someone, type World, world } from '../../../test/world.ts';
import { type AccessMail, registerAccessMailer } from './access-mailer.ts';

let w: World;
let master: Someone;
let admin: Someone;
let anna: Someone;
let companyId: number;
// biome-ignore lint/suspicious/noExplicitAny: the reply as it came
let ticket: any;
let otherQueue: number;
const reason = 'She says a menu is missing';

beforeAll(async () => {
  w = await world();
  companyId = (await w.company({ name: 'Contoso' })).id;
  anna = await w.contact({ companyId, name: 'Anna Muster' });
  master = await w.tech({ role: 'master-admin', name: 'Root' });
  admin = await w.tech({ role: 'admin', name: 'Ada Admin' });
  ticket = await w.ticket({ from: anna, title: 'In the first queue' });
  otherQueue = (await master.call('POST', '/queues', { name: 'Payroll' })).body.id;
});
afterAll(() => w.close());

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever came back
  readonly body: any;
  readonly cookies: readonly { readonly name: string; readonly value: string }[];
}
interface Tab {
  readonly id: number;
  readonly cookie: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** The tab an administrator's browser opens: both cookies, below the path of the impersonation. */
async function open(staff: Someone, body: object = {}, contact = anna): Promise<Tab> {
  const answer = await send(staff.cookie, 'POST', '/api/v1/impersonations', { contactId: contact.id, reason, ...body });
  if (answer.status !== 201) throw new Error(`Refused: ${JSON.stringify(answer.body)}`);
  const [place] = answer.cookies;
  expect(answer.body.path).toBe(`/as/${answer.body.id}/portal`);
  const { id } = answer.body;
  const cookie = `${staff.cookie}; ${place?.name}=${place?.value}`;
  return { id, cookie, call: (method, path, more, headers) => send(cookie, method, `/as/${id}/api/v1${path}`, more, headers) };
}
async function send(cookie: string, method: string, url: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await w.app.inject({
    method: method as 'GET',
    url,
    headers: {
      'sec-fetch-site': 'same-origin',
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const isJson = String(answer.headers['content-type']).includes('json');
  return { status: answer.statusCode, body: isJson ? answer.json() : answer.body, cookies: answer.cookies };
}
const why = ({ status, body }: Pick<Answer, 'status' | 'body'>) => [status, body.code, body.fields?.[0]?.code];
const over = [401, 'session.required', 'session.impersonation'];

describe('allows', () => {
  it('an administrator to see the portal as a contact, in a tab of its own, while his own session stays his', async () => {
    const tab = await open(admin);
    const { body } = await tab.call('GET', '/session');
    expect(body).toMatchObject({
      account: { id: anna.id, kind: 'contact', name: 'Anna Muster' },
      destinations: [],
      impersonation: { by: 'Ada Admin', readOnly: false },
    });
    expect((await tab.call('GET', '/tickets')).body.items.map((one: { id: number }) => one.id)).toEqual([ticket.id]);
    expect((await send(tab.cookie, 'GET', '/api/v1/session')).body).toMatchObject({ account: { id: admin.id }, impersonation: null });
    const page = await send(tab.cookie, 'GET', `/as/${tab.id}/portal/tickets`);
    if (page.status === 200) expect(page.body).toContain(`"subPath":"/as/${tab.id}","`);
    const [place] = (await send(admin.cookie, 'POST', '/api/v1/impersonations', { contactId: anna.id, reason })).cookies;
    expect(place).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: expect.stringMatching(/^\/as\/\d+$/) });
  });

  it('work in the contact’s name, recorded under both names', async () => {
    const tab = await open(admin);
    const comment = await tab.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: '<p>Tried it for her</p>' });
    expect(comment.status).toBe(201);
    const { rows } = await w.db.execute(
      sql`select author_id, via from ticket_timeline where ticket_id = ${ticket.id} order by seq desc limit 1`,
    );
    expect(rows[0]).toMatchObject({ author_id: anna.id, via: { kind: 'impersonation', id: admin.id, name: 'Ada Admin' } });
    const events = await w.db.execute(sql`select actor from events where name = 'ticket.commented' order by id desc limit 1`);
    expect(events.rows[0]?.actor).toMatchObject({ accountId: anna.id, via: { kind: 'impersonation', id: admin.id } });
    const log = (await master.call('GET', `/sign-in-attempts?accountId=${anna.id}&method=impersonation`)).body.items;
    expect(log[0]).toMatchObject({ result: 'ok', by: { id: admin.id, name: 'Ada Admin' }, note: reason });
  });

  it('to end it with one press, at once and for good', async () => {
    const tab = await open(admin);
    expect((await tab.call('DELETE', '/impersonation')).status).toBe(204);
    expect(why(await tab.call('GET', '/tickets'))).toEqual(over);
    expect((await admin.call('GET', '/me')).status).toBe(200);
  });

  it('the contact to be told by mail when the workspace wants it', async () => {
    const mails: AccessMail[] = [];
    const back = registerAccessMailer(async (_ctx, mail) => void mails.push(mail));
    const set = (tell: string) => master.call('PATCH', '/access-settings', { impersonation: { minutes: 30, tell } });
    await open(admin);
    expect(mails).toEqual([]);
    expect((await set('mail')).status).toBe(200);
    await open(admin, { readOnly: true });
    expect(mails).toMatchObject([{ kind: 'impersonated', accountId: anna.id, by: 'Ada Admin', readOnly: true }]);
    await set('off');
    back();
  });

  it('a look without opening anything: the contact’s list, noted once', async () => {
    const seen = await admin.call('POST', `/contacts/${anna.id}/view-as`, {});
    expect(seen.body.items.map((one: { id: number }) => one.id)).toEqual([ticket.id]);
    expect(JSON.stringify(seen.body)).not.toContain('"queue"');
    const log = (await master.call('GET', `/sign-in-attempts?accountId=${anna.id}&method=view-as`)).body.items;
    expect(log).toMatchObject([{ by: { id: admin.id } }]);
  });
});

describe('refuses', () => {
  it('to show what the staff member may not see himself: a queue, in lists, by id, in search and in counts', async () => {
    const blind = await w.tech({ role: 'admin', name: 'Blind', queueIds: [otherQueue] });
    const tab = await open(blind);
    expect((await tab.call('GET', '/tickets')).body.items).toEqual([]);
    expect((await tab.call('GET', `/tickets/${ticket.id}`)).status).toBe(404);
    expect((await tab.call('GET', `/tickets/${ticket.id}/timeline`)).status).toBe(404);
    expect((await tab.call('GET', '/search?q=queue')).body.tickets).toEqual([]);
    expect((await tab.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: '<p>x</p>' })).status).toBe(404);
    expect((await blind.call('POST', `/contacts/${anna.id}/view-as`, {})).body.items).toEqual([]);
    expect((await tab.call('GET', '/notices')).body.items).toEqual([]);
  });

  it('a contact of a company he may not see, as if it did not exist', async () => {
    const elsewhere = await w.company({ name: 'Elsewhere' });
    const rita = await w.tech({ role: 'admin', companyIds: [elsewhere.id] });
    const body = { contactId: anna.id, reason };
    expect((await rita.call('POST', '/impersonations', body)).body.code).toBe('contact.notFound');
    expect((await rita.call('POST', `/contacts/${anna.id}/view-as`, {})).body.code).toBe('contact.notFound');
    const tries = (await master.call('GET', `/sign-in-attempts?accountId=${anna.id}&method=impersonation&result=refused`)).body.items;
    expect(tries[0]).toMatchObject({ reason: 'contact.notFound', by: { id: rita.id } });
  });

  it('everybody below an administrator, techs as a goal, keys, and a contact who cannot sign in', async () => {
    const body = { contactId: anna.id, reason };
    for (const role of ['streamline', 'member', 'advanced'] as const) {
      const tech = await w.tech({ role, ...(role === 'streamline' ? { queueIds: [otherQueue], companyIds: [companyId] } : {}) });
      expect((await tech.call('POST', '/impersonations', body)).status, role).toBe(403);
    }
    expect((await anna.call('POST', '/impersonations', body)).status).toBe(404);
    expect((await admin.call('POST', '/impersonations', { contactId: master.id, reason })).body.code).toBe('contact.notFound');
    const { token } = await newKey(w, master.id, ['*'], { mayActAs: true });
    const byKey = await send('', 'POST', '/api/v1/impersonations', body, { authorization: `Bearer ${token}` });
    expect(byKey.body.code).toBe('key.notAllowed');
    const gone = await w.contact({ companyId });
    await master.call('PATCH', `/contacts/${gone.id}`, { active: false });
    expect((await admin.call('POST', '/impersonations', { contactId: gone.id, reason })).body.code).toBe('impersonation.noAccess');
  });

  it('another impersonation from within, and a key below its path', async () => {
    const tab = await open(master);
    expect((await tab.call('POST', '/impersonations', { contactId: anna.id, reason })).status).toBe(404);
    expect((await tab.call('POST', `/contacts/${anna.id}/view-as`, {})).status).toBe(404);
    const { token } = await newKey(w, master.id, ['*']);
    expect((await tab.call('GET', '/tickets', undefined, { authorization: `Bearer ${token}` })).body.code).toBe('key.notAllowed');
  });

  it('everything that is the contact’s own: password, profile, picture, sessions, keys, account, drafts and marks', async () => {
    const tab = await open(master);
    const refused = async (method: string, path: string, body?: unknown) => (await tab.call(method, path, body)).status;
    expect(await refused('PUT', '/me/password', { password: 'correct horse battery staple 42' })).toBeGreaterThanOrEqual(403);
    expect((await tab.call('PATCH', '/me', { office: 'X' })).body.code).toBe('impersonation.notAllowed');
    for (const [method, path, body] of [
      ['GET', '/me/sessions'],
      ['DELETE', '/me/sessions'],
      ['DELETE', '/me/picture'],
      ['GET', '/api-keys'],
      ['POST', '/session/account', { accountId: master.id }],
      ['DELETE', '/session'],
    ] as const)
      expect(await refused(method, path, body), path).toBeGreaterThanOrEqual(401);
    expect((await anna.call('GET', '/me')).status, 'her own session').toBe(200);
    expect((await master.call('GET', '/me')).status, 'and his').toBe(200);
    await anna.call('PUT', `/drafts/ticket:${ticket.id}:reply`, { body: { html: 'secret thought' } });
    expect(JSON.stringify((await tab.call('GET', `/drafts/ticket:${ticket.id}:reply`)).body)).not.toContain('secret thought');
    await tab.call('PUT', `/drafts/ticket:${ticket.id}:reply`, { body: { html: 'overwritten' } });
    expect(JSON.stringify((await anna.call('GET', `/drafts/ticket:${ticket.id}:reply`)).body)).toContain('secret thought');
  });

  it('every write when it is only for looking', async () => {
    const tab = await open(admin, { readOnly: true });
    expect((await tab.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: '<p>x</p>' })).body.code).toBe('impersonation.readOnly');
    expect((await tab.call('POST', '/tickets', { title: 'x' })).body.code).toBe('impersonation.readOnly');
    expect((await tab.call('GET', `/tickets/${ticket.id}`)).body.can).toMatchObject({ comment: false, close: false });
  });

  it('to go on past its limit, and to be prolonged', async () => {
    const tab = await open(await w.tech({ role: 'admin' }));
    w.shift(29 * 60_000);
    expect((await tab.call('GET', '/tickets')).status).toBe(200);
    w.shift(61_000);
    expect(why(await tab.call('GET', '/tickets'))).toEqual(over);
    expect(why(await tab.call('POST', '/tickets', { title: 'too late' }))).toEqual(over);
  });

  it('to go on when the administrator is demoted, disabled or signed out, or the contact disabled', async () => {
    const ends = async (act: (staff: Someone, contact: Someone) => Promise<unknown>) => {
      const [staff, contact] = [await w.tech({ role: 'admin' }), await w.contact({ companyId })];
      const tab = await open(staff, {}, contact);
      expect((await tab.call('GET', '/tickets')).status).toBe(200);
      await act(staff, contact);
      return why(await tab.call('GET', '/tickets'));
    };
    expect(await ends((staff) => master.call('PATCH', `/techs/${staff.id}`, { role: 'member' }))).toEqual(over);
    expect(await ends((staff) => master.call('PATCH', `/techs/${staff.id}`, { active: false }))).toEqual(over);
    expect(await ends((staff) => staff.call('DELETE', '/session'))).toEqual(over);
    expect(await ends((_staff, contact) => master.call('PATCH', `/contacts/${contact.id}`, { active: false }))).toEqual(over);
    expect(await ends((staff) => master.call('PATCH', `/techs/${staff.id}`, { companyIds: [] }))).toEqual(over);
  });

  it('the cookie alone, with another’s session, or for another place', async () => {
    const tab = await open(admin);
    const own = tab.cookie.split('; ').at(-1)!;
    const at = (cookie: string, id = tab.id) => send(cookie, 'GET', `/as/${id}/api/v1/tickets`).then(why);
    expect(await at(own)).toEqual(over);
    expect(await at(`${master.cookie}; ${own}`)).toEqual(over);
    expect(await at(`${(await w.session(admin)).cookie}; ${own}`), 'another session of the same administrator').toEqual(over);
    expect(await at(admin.cookie)).toEqual(over);
    const second = await open(admin);
    expect(await at(`${admin.cookie}; ${own.replace(`_${tab.id}=`, `_${second.id}=`)}`, second.id)).toEqual(over);
    expect((await send(tab.cookie, 'GET', '/as/99999999999/api/v1/tickets')).status).toBe(404);
  });
});

describe('rejects', () => {
  it('an empty reason, and pages other than the portal below the path', async () => {
    expect((await admin.call('POST', '/impersonations', { contactId: anna.id, reason: '  ' })).status).toBe(422);
    const tab = await open(admin);
    for (const path of ['/sign-in', '/admin', '/tech', '/exports/sign-in-log.csv'])
      expect((await send(tab.cookie, 'GET', `/as/${tab.id}${path}`)).status, path).toBe(404);
  });
});

describe('uploads that wait in a composer', () => {
  it('are not shared between the contact and who stands in, and neither can send those of the other', async () => {
    const tab = await open(admin);
    const upload = async (cookie: string, path: string): Promise<number> => {
      const answer = await w.app.inject({
        method: 'POST',
        url: `${path}/api/v1/files?name=pay.txt`,
        headers: { 'sec-fetch-site': 'same-origin', cookie, 'content-type': 'application/octet-stream' },
        payload: Buffer.from('what somebody earns'),
      });
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return answer.json().id;
    };
    const [hers, his] = [await upload(anna.cookie, ''), await upload(tab.cookie, `/as/${tab.id}`)];
    const statuses = async (id: number) => [
      (await anna.call('GET', `/files/${id}`)).status,
      (await tab.call('GET', `/files/${id}`)).status,
      (await tab.call('DELETE', `/files/${id}`)).status,
    ];
    expect(await statuses(hers)).toEqual([200, 404, 404]);
    expect((await tab.call('POST', '/tickets', { title: 'With her file', fileIds: [hers] })).status).toBe(404);
    expect((await anna.call('POST', '/tickets', { title: 'With his file', fileIds: [his] })).status).toBe(404);
    expect((await tab.call('POST', '/tickets', { title: 'With his own', fileIds: [his] })).status).toBe(201);
    expect((await anna.call('POST', '/tickets', { title: 'With her own', fileIds: [hers] })).status).toBe(201);
  });
});
