import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';
import { systemActor } from '../../kernel/events/operations.ts';
import { fileService } from '../../kernel/files/service.ts';
import { runImport } from './operations/run-import.ts';

let w: World;
let admin: Someone;
beforeAll(async () => {
  w = await world();
  admin = await w.tech({ role: 'admin' });
});
afterAll(() => w.close());

const upload = async (who: Someone, companyId: number, bytes: Buffer | string) => {
  const reply = await w.app.inject({
    method: 'POST',
    url: `/api/v1/contact-imports?companyId=${companyId}&name=people.csv`,
    headers: { cookie: who.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' },
    payload: Buffer.from(bytes),
  });
  return { status: reply.statusCode, body: reply.json() };
};
const settled = async (id: number) => {
  await w.drain();
  return (await admin.call('GET', `/contact-imports/${id}`)).body;
};
const checked = async (companyId: number, text: Buffer | string, mode = 'create') => {
  const { body } = await upload(admin, companyId, text);
  expect((await admin.call('POST', `/contact-imports/${body.id}/check`, { mapping: body.mapping, mode })).status).toBe(202);
  return settled(body.id);
};
const rowsOf = async (id: number) => (await admin.call('GET', `/contact-imports/${id}/rows?limit=100`)).body.items;
const namesOf = async (companyId: number): Promise<string[]> =>
  (await admin.call('GET', `/contacts?companyId=${companyId}&limit=100`)).body.items.map((one: { name: string }) => one.name);

describe('allows', () => {
  const text = 'Name;E-Mail;Telefon\r\nJürgen Groß;juergen@gross.example;"0301234-22"\r\nZoë;zoe@gross.example;\r\n';
  const utf16 = (big: boolean) => {
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    return big ? Buffer.from(little).swap16() : little;
  };
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['utf-16le', utf16(false)],
    ['utf-16be', utf16(true)],
    ['windows-1252', Buffer.from(text, 'latin1')],
  ])('a file in %s', async (encoding, bytes) => {
    const { id: companyId } = await w.company();
    const { body } = await upload(admin, companyId, bytes);
    expect(body).toMatchObject({
      encoding,
      separator: ';',
      columns: ['Name', 'E-Mail', 'Telefon'],
      mapping: { name: 0, email: 1, phone: 2 },
    });
    expect(body.sample[0][0]).toBe('Jürgen Groß');
    expect(await checkAndRun(body)).toMatchObject({ state: 'done', counts: { created: 2 } });
    expect(await namesOf(companyId)).toEqual(['Jürgen Groß', 'Zoë']);
  });
  const checkAndRun = async (one: { id: number; mapping: object }) => {
    await admin.call('POST', `/contact-imports/${one.id}/check`, { mapping: one.mapping, mode: 'create' });
    await w.drain();
    await admin.call('POST', `/contact-imports/${one.id}/start`);
    return settled(one.id);
  };
  it('an umlaut that only the last line has, and every separator', async () => {
    const { id: companyId } = await w.company();
    const long = `Name,Email\n${'Plain,plain@x.example\n'.repeat(4000)}Müller,m@x.example\n`;
    expect((await upload(admin, companyId, Buffer.from(long, 'latin1'))).body.encoding).toBe('windows-1252');
    for (const [sign, separator] of [
      [',', ','],
      [';', ';'],
      ['\t', 'tab'],
      ['|', '|'],
    ])
      expect((await upload(admin, companyId, `Full name${sign}"E-Mail${sign} a"${sign}Title\nA${sign}b${sign}c\n`)).body).toMatchObject({
        separator,
      });
  });
  it('says what becomes of each row before anything is written', async () => {
    const { id: companyId } = await w.company();
    await w.contact({ companyId, name: 'Old name', email: 'old@row.example' });
    const text = 'Given name,Surname,Email,Job title\nAnna,Berg,anna@row.example,Boss\nNew,Name,OLD@row.example,Chef\n';
    const create = await checked(companyId, text);
    expect(create).toMatchObject({ state: 'checked', total: 2, counts: { create: 1, skip: 1 } });
    expect(await namesOf(companyId)).toEqual(['Old name']);
    const update = await checked(companyId, text, 'update');
    expect(await rowsOf(update.id)).toMatchObject([
      { id: 2, verdict: 'create', name: 'Anna Berg' },
      { id: 3, verdict: 'update', email: 'OLD@row.example' },
    ]);
    await admin.call('POST', `/contact-imports/${update.id}/start`);
    expect(await settled(update.id)).toMatchObject({ state: 'done', counts: { created: 1, updated: 1 } });
    const found = (await admin.call('GET', `/contacts?companyId=${companyId}`)).body.items;
    expect(found).toMatchObject([
      { name: 'Anna Berg', title: 'Boss' },
      { name: 'New Name', email: 'old@row.example', title: 'Chef' },
    ]);
  });
});

describe('refuses', () => {
  it('companies an administrator does not see, for every step', async () => {
    const [mine, other] = [await w.company(), await w.company()];
    const narrow = await w.tech({ role: 'admin', companyIds: [mine.id] });
    expect((await upload(narrow, other.id, 'Name,Email\n')).status).toBe(404);
    const { body } = await upload(admin, other.id, 'Name,Email\nA,a@a.example\n');
    expect((await narrow.call('GET', `/contact-imports/${body.id}`)).status).toBe(404);
    expect((await narrow.call('GET', `/contact-imports/${body.id}/rows`)).status).toBe(404);
    expect((await narrow.call('POST', `/contact-imports/${body.id}/start`)).status).toBe(404);
    expect((await upload(await w.tech(), mine.id, 'Name,Email\n')).status).toBe(403);
  });
});

describe('rejects', () => {
  it('rows that make no contact, each with its reason and line, and keeps formulas as text', async () => {
    const { id: companyId } = await w.company();
    const text = [
      'Name,Email,Phone,Tags',
      '"=HYPERLINK(""http://x"")",formula@bad.example,,a; b',
      "'@sum,sign@bad.example,'+49 30 123456,",
      'Nobody,,,',
      'Half,half@,,',
      ',noname@bad.example,,',
      'Deaf,deaf@bad.example,call me,',
      '"Two\nlines",two@bad.example,,',
      'Twin,TWO@bad.example,,',
      'Short',
    ].join('\n');
    const found = await checked(companyId, text);
    expect(await rowsOf(found.id)).toMatchObject([
      { id: 2, verdict: 'create' },
      { id: 3, verdict: 'create' },
      { id: 4, code: 'row.noEmail' },
      { id: 5, code: 'row.emailInvalid' },
      { id: 6, code: 'row.noName' },
      { id: 7, code: 'row.phoneInvalid' },
      { id: 8, verdict: 'create', name: 'Two lines' },
      { id: 10, code: 'row.duplicate', otherLine: 8 },
      { id: 11, code: 'row.noEmail' },
    ]);
    await admin.call('POST', `/contact-imports/${found.id}/start`);
    await w.drain();
    const { items } = (await admin.call('GET', `/contacts?companyId=${companyId}`)).body;
    expect(items).toMatchObject([
      { name: '=HYPERLINK("http://x")', tags: ['a', 'b'] },
      { name: '@sum', phone: '+49 30 123456' },
      { name: 'Two lines' },
    ]);
    const { rows } = await w.db.execute(
      `select count(*)::int as n from contact_import_rows where import_id = ${found.id} and data is not null`,
    );
    expect(rows[0]).toEqual({ n: 0 });
  });
  it('what is no text, what is empty, and a mapping without address or name', async () => {
    const { id: companyId } = await w.company();
    expect((await upload(admin, companyId, Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 1]))).body.code).toBe('import.notText');
    expect((await upload(admin, companyId, '\n\n')).body.code).toBe('import.empty');
    const { body } = await upload(admin, companyId, 'Name,Email\nA,a@a.example\n');
    for (const mapping of [{}, { email: 1 }, { name: 0 }, { email: 1, surname: 0 }, { email: 1, name: 7 }])
      expect((await admin.call('POST', `/contact-imports/${body.id}/check`, { mapping, mode: 'create' })).body.code).toBe('import.mapping');
  });
});

describe('conflicts', () => {
  it('goes on behind the last kept portion after a kill, and makes nobody twice', async () => {
    const { id: companyId } = await w.company();
    const lines = Array.from({ length: 450 }, (_, index) => `Person ${index},p${index}@kill.example`);
    const found = await checked(companyId, `Name,Email\n${lines.join('\n')}\n`);
    // Somebody else made one of them between the check and the run.
    await w.contact({ companyId, email: 'P7@kill.example', name: 'Was faster' });
    await w.db.execute(`update contact_imports set state = 'running' where id = ${found.id}`);
    const { rows: kept } = await w.db.execute<{ storage_key: string }>(`select storage_key from contact_imports where id = ${found.id}`);
    const key = kept[0]!.storage_key;
    let portions = 0;
    const dying = { ...w.services, write: w.services.write };
    const ctx = w.operations.read({ actor: systemActor('test'), origin: 'job' });
    const killed = {
      ...ctx,
      services: {
        ...dying,
        write: ((one, work) =>
          w.services.write(one, async (writing) => {
            const more = await work(writing);
            // The second portion is written and then lost with its process.
            if (++portions === 2) throw new Error('killed');
            return more;
          })) as typeof w.services.write,
      },
    };
    await expect(runImport(killed, found.id)).rejects.toThrow('killed');
    expect(await fileService().storage.stat(key)).not.toBeNull();
    await runImport(ctx, found.id);
    await runImport(ctx, found.id);
    expect((await admin.call('GET', `/contact-imports/${found.id}`)).body).toMatchObject({
      state: 'done',
      counts: { created: 449, skip: 1 },
    });
    const { rows } = await w.db.execute(
      `select count(*)::int as n, count(distinct email_key)::int as keys from accounts where company_id = ${companyId}`,
    );
    expect(rows[0]).toEqual({ n: 450, keys: 450 });
    expect(await fileService().storage.stat(key)).toBeNull();
    expect((await admin.call('POST', `/contact-imports/${found.id}/start`)).body.code).toBe('import.state');
  });
});
