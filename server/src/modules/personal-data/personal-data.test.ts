import { gunzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';
import { systemActor } from '../../kernel/events/operations.ts';
import { runErasure } from './operations/run-erasure.ts';
import { NOT_PERSONAL, PERSONAL } from './tables.ts';

let w: World;
let admin: Someone;
let master: Someone;
beforeAll(async () => {
  w = await world();
  admin = await w.tech({ role: 'admin' });
  master = await w.tech({ role: 'master-admin' });
});
afterAll(() => w.close());

const rowsOf = async (text: ReturnType<typeof sql>) => (await w.db.execute(text)).rows;
const erase = (who: Someone, id: number, confirm: string, redactTexts = true) =>
  who.call('POST', `/contacts/${id}/erasure`, { confirm, redactTexts });

async function upload(by: Someone, name: string, bytes: string): Promise<number> {
  const headers = { cookie: by.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' };
  const answer = await w.app.inject({ method: 'POST', url: `/api/v1/files?name=${name}`, headers, payload: Buffer.from(bytes) });
  expect(answer.statusCode).toBe(201);
  return answer.json().id;
}

/** Somebody of whom something is kept everywhere; the word stands in all of it and nowhere else. */
async function wellKnown(word: string) {
  const { id: companyId } = await w.company();
  const email = `${word}@people.test`;
  const csv = await w.app.inject({
    method: 'POST',
    url: `/api/v1/contact-imports?companyId=${companyId}&name=list.csv`,
    headers: { cookie: admin.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' },
    payload: Buffer.from(`Name,Email\n${word} Person,${email}\n`),
  });
  const { id: importId, mapping } = csv.json();
  await admin.call('POST', `/contact-imports/${importId}/check`, { mapping, mode: 'create' });
  const made = await w.contact({ companyId, name: `${word} Person`, email });
  await admin.call('PATCH', `/contacts/${made.id}`, {
    givenName: word,
    surname: word,
    title: word,
    department: word,
    phone: '+49 30 1',
    office: word,
    notes: word,
    mailNickname: word,
    links: [{ label: word, url: `https://${word}.test` }],
    tags: ['vip'],
  });
  await admin.call('PUT', `/contacts/${made.id}/password`, { password: 'correct horse battery staple 42' });
  await admin.call('PATCH', `/contacts/${made.id}/rights`, { flags: { quotes: true } });
  const person = await w.session({ id: made.id, email, name: made.name, companyId });
  await w.anyone.call('POST', '/sign-in/start', { email });
  await w.anyone.call('POST', '/sign-in/password', { email, password: 'something wrong 12345' });
  const fileId = await upload(person, `${word}.txt`, `words of ${word}`);
  const waiting = await upload(person, `${word}-waiting.txt`, `not sent ${word}`);
  const asked = await person.call('POST', '/tickets', { title: `${word} asks`, descriptionHtml: `<p>${word} here</p>`, fileIds: [fileId] });
  const ticketId: number = asked.body.id;
  const tech = await w.tech();
  await toldInEveryWay(person, ticketId, tech);
  const said = await person.call('POST', `/tickets/${ticketId}/comments`, { bodyHtml: `<p>I am ${word}</p>` });
  await person.call('PATCH', `/comments/${said.body.id}`, { bodyHtml: `<p>I am really ${word}</p>` });
  await tech.call('POST', `/tickets/${ticketId}/comments`, { bodyHtml: '<p>An answer</p>' });
  await person.call('PUT', `/drafts/ticket:${ticketId}:reply`, { body: { html: word } });
  await w.drain({ failures: 'allow' });
  await summaries();
  await tech.call('PATCH', `/tickets/${ticketId}`, { title: `${word} asks again` });
  const twin = await w.contact({ companyId, name: `${word} Twin`, email: `${word}.twin@people.test` });
  await keptUnderAnAddress(twin.email);
  await admin.call('POST', '/merges', { kind: 'contact', loserId: twin.id, winnerId: person.id });
  await w.drain({ failures: 'allow' });
  return { person, companyId, email, ticketId, fileId, waiting, twin, importId };
}

let resting: Someone;
/** Somebody who is mailed at once, a colleague in copy, somebody who gets summaries, and somebody who is away for the moment. */
async function toldInEveryWay(person: Someone, ticketId: number, assignee: Someone): Promise<void> {
  const colleague = await w.contact({ companyId: person.companyId ?? 0 });
  expect((await person.call('POST', `/tickets/${ticketId}/participants`, { accountId: colleague.id, role: 'cc' })).status).toBeLessThan(
    300,
  );
  await assignee.call('PATCH', `/tickets/${ticketId}`, { assigneeId: assignee.id });
  const reader = await w.tech();
  await reader.call('PATCH', '/me/notifications', { choices: [{ topic: 'tickets.watched', email: 'digest' }] });
  resting = await w.tech();
  await resting.call('PUT', '/me/availability', { state: 'dnd' });
  for (const one of [reader, resting])
    expect((await one.call('POST', `/tickets/${ticketId}/participants`, { accountId: one.id, role: 'watcher' })).status).toBeLessThan(300);
}

async function summaries(): Promise<void> {
  await w.db.execute(
    sql`update notices set created_at = created_at - interval '2 days', digest_at = now() - interval '1 day' where digest_at is not null`,
  );
  await w.services.jobs.send(w.db, 'notifications.due', {});
  await resting.call('PUT', '/me/availability', { state: 'available' });
  await w.drain({ failures: 'allow' });
}

/** What is found by the address alone; a merge takes that from the record. */
async function keptUnderAnAddress(email: string): Promise<void> {
  const { id: companyId } = await w.company();
  const csv = await w.app.inject({
    method: 'POST',
    url: `/api/v1/contact-imports?companyId=${companyId}&name=list.csv`,
    headers: { cookie: admin.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' },
    payload: Buffer.from(`Name,Email\nSomebody,${email}\n`),
  });
  await admin.call('POST', `/contact-imports/${csv.json().id}/check`, { mapping: csv.json().mapping, mode: 'create' });
  await w.anyone.call('POST', '/sign-in/start', { email });
  await w.anyone.call('POST', '/sign-in/password', { email, password: 'something wrong 12345' });
  const { rows } = await w.db.execute<{ id: number }>(
    sql`insert into scim_connections (name, audience, company_id, may_adopt, created_at, updated_at) values ('Directory', 'company', ${companyId}, false, now(), now()) returning id`,
  );
  await w.db.execute(
    sql`insert into scim_activities (connection_id, at, action, subject, status, code, trace_id) values (${rows[0]?.id}, now(), 'user.create', ${email.toUpperCase()}, 409, 'uniqueness', '0')`,
  );
}

/** Tables in which the word stands in any column. */
async function whereIs(word: string): Promise<string[]> {
  const tables = await rowsOf(
    sql`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await rowsOf(
      sql`select count(*)::int as n from ${sql.identifier(String(name))} t where position(${word.toLowerCase()} in lower(t::text)) > 0`,
    );
    if (row?.n !== 0) found.push(String(name));
  }
  return found;
}

function untar(packed: Buffer): Map<string, Buffer> {
  const bytes = gunzipSync(packed);
  const files = new Map<string, Buffer>();
  for (let at = 0; bytes[at] !== 0; ) {
    const path = bytes.toString('utf8', at, at + 100).replace(/\0.*$/, '');
    const size = Number.parseInt(bytes.toString('ascii', at + 124, at + 135), 8);
    files.set(path, bytes.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

async function exported(id: number): Promise<{ id: number; files: Map<string, Buffer> }> {
  const made = await admin.call('POST', `/contacts/${id}/personal-exports`);
  expect(made).toMatchObject({ status: 202, body: { state: 'running' } });
  await w.drain({ failures: 'allow' });
  const link = await admin.call('POST', `/personal-exports/${made.body.id}/link`);
  expect(link.status, JSON.stringify(link.body)).toBe(200);
  const answer = await w.app.inject({ url: link.body.url, headers: { cookie: admin.cookie } });
  expect(answer.statusCode).toBe(200);
  return { id: made.body.id, files: untar(answer.rawPayload) };
}

describe('the database’s own catalogue', () => {
  it('every table is decided: what it holds about a person, or that it holds nothing', async () => {
    const tables = await rowsOf(
      sql`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like '%migration%' order by 1`,
    );
    const decided = [...Object.keys(PERSONAL), ...NOT_PERSONAL].sort();
    expect(
      tables.map((row) => row.name),
      'Decide in modules/personal-data/tables.ts what is exported and erased of it',
    ).toEqual(decided);
  });
  it('the columns that are left out or blanked are there', async () => {
    for (const [name, table] of Object.entries(PERSONAL)) {
      const columns = (await rowsOf(sql`select attname as name from pg_attribute where attrelid = ${name}::regclass and attnum > 0`)).map(
        (row) => row.name,
      );
      const named = [
        ...table.key,
        ...(table.without ?? []),
        ...(typeof table.erase === 'object' && 'set' in table.erase ? Object.keys(table.erase.set) : []),
      ];
      for (const column of named) expect(columns, name).toContain(column);
    }
  });
});

describe('allows', () => {
  it('an export holds everything about the person and their uploads, and no secret', { timeout: 60_000 }, async () => {
    const { person, email, fileId, ticketId } = await wellKnown('qwexport');
    const { files, id } = await exported(person.id);
    const json = (name: string) => JSON.parse(files.get(`data/${name}.json`)?.toString() ?? 'null');
    expect(json('accounts')).toMatchObject([{ id: person.id, email, given_name: 'qwexport' }]);
    expect(json('tickets').map((row: { id: number }) => row.id)).toContain(ticketId);
    expect(json('comments')[0].body_text).toContain('really qwexport');
    expect(json('comment_revisions')[0].body_text).toContain('I am qwexport');
    expect(json('sign_in_attempts').length).toBeGreaterThan(0);
    expect(json('contact_import_rows')[0].data.email).toBe(email);
    expect(json('mails').length).toBeGreaterThan(0);
    expect(json('drafts').length).toBe(1);
    expect(files.get(`files/${fileId}.txt`)?.toString()).toBe('words of qwexport');
    // The record that became part of this one is the same person.
    expect(JSON.stringify(json('sign_in_attempts-2'))).toContain('qwexport.twin@');
    expect(JSON.stringify(json('scim_activities'))).toContain('QWEXPORT.TWIN@');
    expect(JSON.stringify(json('accounts-2'))).toContain('qwexport Twin');
    const everything = [...files.values()].join('\n');
    expect(everything).not.toMatch(/argon2|token_hash|sealed|storage_key/);
    // What others wrote is theirs, except in the mails the person got.
    expect(files.get('data/comments.json')?.toString()).not.toContain('An answer');
    const shown = (await admin.call('GET', `/contacts/${person.id}/personal-exports`)).body.items[0];
    expect(shown).toMatchObject({ id, state: 'done', downloads: 1, by: { id: admin.id } });
    expect(
      await rowsOf(sql`select actor ->> 'accountId' as by from events where name = 'personalData.downloaded' and entity_id = ${person.id}`),
    ).toEqual([{ by: String(admin.id) }]);
  });

  it('after an erasure with texts the person stands nowhere in the database', { timeout: 60_000 }, async () => {
    const { person, email, ticketId, waiting, fileId, twin } = await wellKnown('qwerase');
    expect((await whereIs('qwerase')).length).toBeGreaterThan(10);
    const told = (kind: string) =>
      rowsOf(
        sql`select 1 from mails where kind = ${kind} and account_id <> ${person.id} and position('qwerase' in coalesce(body_text, '')) > 0`,
      );
    for (const kind of ['ticket.commented', 'digest', 'catch-up']) expect((await told(kind)).length, kind).toBeGreaterThan(0);
    const before = (await master.call('GET', `/contacts/${person.id}/personal-data`)).body;
    expect(before).toMatchObject({ confirm: email, can: { erase: true, export: true } });
    expect(before.counts).toMatchObject({ comments: 1, drafts: 1, account_passwords: 1 });
    expect(await erase(master, person.id, email.toUpperCase())).toMatchObject({ status: 202, body: { state: 'running' } });
    expect((await person.call('GET', '/me')).status).toBe(401);
    // From the first moment on it is nobody to be changed, moved or merged.
    const other = await w.contact({ companyId: person.companyId ?? 0 });
    expect((await erase(master, person.id, email)).body.code).toBe('erasure.busy');
    expect((await master.call('PATCH', `/contacts/${person.id}`, { active: true })).body.code).toBe('contact.gone');
    const away = await w.company();
    expect((await master.call('POST', `/contacts/${person.id}/relocation`, { companyId: away.id, tickets: 'stay' })).body.code).toBe(
      'contact.gone',
    );
    expect((await master.call('POST', '/merges', { kind: 'contact', loserId: person.id, winnerId: other.id })).body.code).toBe(
      'merge.gone',
    );
    await w.drain({ failures: 'allow' });
    expect(await whereIs('qwerase')).toEqual([]);
    const contact = (await master.call('GET', `/contacts/${person.id}`)).body;
    expect(contact).toMatchObject({ name: `Erased person ${person.id}`, email: null, active: false, notes: '' });
    expect((await master.call('GET', `/contacts/${twin.id}`)).body.name).toBe(`Erased person ${twin.id}`);
    for (const id of [waiting, fileId]) expect(await rowsOf(sql`select 1 from files where id = ${id}`)).toEqual([]);
    // The ticket keeps its shape.
    const { items } = (await master.call('GET', `/tickets/${ticketId}/timeline`)).body;
    expect(items.map((one: { kind: string }) => one.kind)).toContain('comment');
    expect(items.find((one: { comment: object | null }) => one.comment !== null).author.name).toBe(`Erased person ${person.id}`);
    expect((await master.call('GET', '/tickets?q=qwerase&state=all')).body.items).toEqual([]);
    expect((await master.call('PATCH', `/contacts/${person.id}`, { active: true })).body.code).toBe('contact.gone');
    expect(
      await rowsOf(
        sql`select actor ->> 'accountId' as by from events where name = 'personalData.erasureStarted' and entity_id = ${person.id}`,
      ),
    ).toEqual([{ by: String(master.id) }]);
    expect((await erase(master, person.id, contact.name)).body.code).toBe('contact.gone');
  });

  it('texts stay when nobody asked for them to go', { timeout: 60_000 }, async () => {
    const { person, email, ticketId } = await wellKnown('qwstays');
    await erase(master, person.id, email, false);
    await w.drain({ failures: 'allow' });
    // The title is one of the texts, also where others were told it; the name is not.
    expect(await whereIs('qwstays')).toEqual([
      'comment_revisions',
      'comments',
      'files',
      'mails',
      'notices',
      'ticket_documents',
      'ticket_timeline',
      'tickets',
    ]);
    expect(await whereIs('qwstays person')).toEqual([]);
    const { items } = (await master.call('GET', `/tickets/${ticketId}/timeline`)).body;
    expect(JSON.stringify(items)).toContain('really qwstays');
  });

  it('goes on after a kill in the middle', { timeout: 60_000 }, async () => {
    const { person, email } = await wellKnown('qwkilled');
    const { body } = await erase(master, person.id, email);
    const ctx = w.operations.read({ actor: systemActor('personal-data.erase'), origin: 'job' });
    let portions = 0;
    const write = ctx.services.write;
    const dies: typeof write = (outer, work) =>
      write(outer, async (writing) => {
        const more = await work(writing);
        if (++portions === 6) throw new Error('killed');
        return more;
      });
    await expect(runErasure({ ...ctx, services: { ...ctx.services, write: dies } }, body.id)).rejects.toThrow('killed');
    expect(await whereIs('qwkilled')).toContain('accounts');
    await w.drain({ failures: 'allow' });
    expect(await whereIs('qwkilled')).toEqual([]);
  });
});

describe('refuses', () => {
  it('to touch what belongs to somebody else with the same address', async () => {
    const [one, two] = [await w.company(), await w.company()];
    const email = 'shared@people.test';
    const [goes, stays] = [await w.contact({ companyId: one.id, email }), await w.contact({ companyId: two.id, email })];
    await w.anyone.call('POST', '/sign-in/start', { email });
    await w.drain({ failures: 'allow' });
    const kept = await rowsOf(sql`select id from sign_in_challenges where email_key = ${email}`);
    expect(kept.length).toBeGreaterThan(0);
    await erase(master, goes.id, email);
    await w.drain({ failures: 'allow' });
    expect(await rowsOf(sql`select id from sign_in_challenges where email_key = ${email}`)).toEqual(kept);
    expect((await stays.call('GET', '/me')).status).toBe(200);
  });

  it('an erasure that was not confirmed by typing the address', async () => {
    const person = await w.contact();
    for (const confirm of ['yes', person.name, ` ${person.email}x`])
      expect((await erase(master, person.id, confirm)).body.code).toBe('erasure.confirm');
    expect((await person.call('GET', '/me')).status).toBe(200);
  });

  it('administrators to erase, techs everything, and whoever does not see the person', async () => {
    const person = await w.contact();
    expect((await erase(admin, person.id, person.email)).status).toBe(403);
    const away = await w.company();
    const narrow = await w.tech({ role: 'master-admin', companyIds: [away.id] });
    expect((await erase(narrow, person.id, person.email)).status).toBe(404);
    expect((await narrow.call('GET', `/contacts/${person.id}/personal-data`)).status).toBe(404);
    expect((await narrow.call('POST', `/contacts/${person.id}/personal-exports`)).status).toBe(404);
    for (const role of ['member', 'advanced'] as const) {
      const tech = await w.tech({ role });
      expect((await tech.call('GET', `/contacts/${person.id}/personal-data`)).status).toBe(403);
      expect((await erase(tech, person.id, person.email)).status).toBe(403);
    }
    expect((await master.call('POST', `/contacts/${admin.id}/erasure`, { confirm: admin.email, redactTexts: true })).status).toBe(404);
    expect((await person.call('GET', '/me')).status).toBe(200);
  });

  it('the file to anybody but the administrator who asked for the link, and after a week to everybody', { timeout: 60_000 }, async () => {
    const person = await w.contact();
    const { id } = await exported(person.id);
    const { body } = await admin.call('POST', `/personal-exports/${id}/link`);
    const get = async (who: Someone | null) =>
      (await w.app.inject({ url: body.url, headers: who ? { cookie: who.cookie } : {} })).statusCode;
    expect(await get(admin)).toBe(200);
    expect(await get(master)).toBeGreaterThanOrEqual(400);
    expect(await get(person)).toBeGreaterThanOrEqual(400);
    expect(await get(null)).toBeGreaterThanOrEqual(400);
    await w.db.execute(sql`update personal_exports set expires_at = now() - interval '1 minute' where id = ${id}`);
    expect(await get(admin)).toBeGreaterThanOrEqual(400);
    expect((await admin.call('POST', `/personal-exports/${id}/link`)).body.code).toBe('personalExport.expired');
    const [file] = await rowsOf(sql`select file_id as id from personal_exports where id = ${id}`);
    await w.services.jobs.send(w.db, 'personal-data.tidy', {});
    await w.drain({ failures: 'allow' });
    expect(await rowsOf(sql`select 1 from files where id = ${file?.id}`)).toEqual([]);
  });

  it('a second export while one is being made', async () => {
    const person = await w.contact();
    expect((await admin.call('POST', `/contacts/${person.id}/personal-exports`)).status).toBe(202);
    expect((await admin.call('POST', `/contacts/${person.id}/personal-exports`)).body.code).toBe('personalExport.running');
    await w.drain({ failures: 'allow' });
  });
});
