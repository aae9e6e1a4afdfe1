import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let admin: Someone;
beforeAll(async () => {
  w = await world();
  admin = await w.tech({ role: 'admin' });
});
afterAll(() => w.close());

const ids = async (who: Someone, path: string): Promise<number[]> =>
  (await who.call('GET', path)).body.items.map((one: { id: number }) => one.id).sort((a: number, b: number) => a - b);
const fetchCsv = async (who: Someone, path: string) => {
  const reply = await w.app.inject({ url: path, headers: { cookie: who.cookie, 'sec-fetch-site': 'same-origin' } });
  return { status: reply.statusCode, headers: reply.headers, text: reply.body };
};
const csv = async (who: Someone, path: string): Promise<Record<string, string>[]> =>
  parse((await fetchCsv(who, path)).text, { columns: true, bom: true });

describe('allows', () => {
  it('filters by tag, role, domain, missing address and never seen, in the list, its count and its export', async () => {
    const { id: companyId } = await w.company();
    const [boss, plain, mute] = [
      await w.contact({ companyId, isManager: true, email: 'boss@north.example' }),
      await w.contact({ companyId, email: 'plain@south.example' }),
      await w.contact({ companyId }),
    ];
    await admin.call('PATCH', `/contacts/${mute.id}`, { email: null, tags: ['Board', 'loud'] });
    await admin.call('PATCH', `/contacts/${plain.id}`, { tags: ['board'], active: false });
    await boss.call('GET', '/me');
    await w.db.execute(`update accounts set last_seen_at = now() where id = ${boss.id}`);
    const cases: [string, number[]][] = [
      ['tag=BOARD', [plain.id, mute.id]],
      ['tag=loud&tag=other', [mute.id]],
      ['role=manager', [boss.id]],
      ['role=none', [plain.id, mute.id]],
      ['domain=North.example', [boss.id]],
      ['email=none', [mute.id]],
      ['canSignIn=true', [boss.id]],
      ['canSignIn=false', [plain.id, mute.id]],
      ['neverSeen=true', [plain.id, mute.id]],
      ['neverSeen=false', [boss.id]],
      ['tag=board&active=true', [mute.id]],
    ];
    for (const [filter, expected] of cases) {
      const wanted = expected.toSorted((a, b) => a - b);
      expect(await ids(admin, `/contacts?companyId=${companyId}&${filter}`), filter).toEqual(wanted);
      expect((await admin.call('GET', `/contacts?companyId=${companyId}&${filter}&count=true`)).body.total, filter).toBe(wanted.length);
      const rows = await csv(admin, `/exports/contacts.csv?companyId=${companyId}&${filter}`);
      expect(
        rows.map((row) => Number(row['Id'])).sort((a, b) => a - b),
        filter,
      ).toEqual(wanted);
    }
  });
  it('changes tags of many contacts in all four ways', async () => {
    const people = [await w.contact(), await w.contact()];
    const change = (mode: string, names: string[]) =>
      admin.call('POST', '/contacts/bulk', { ids: people.map((one) => one.id), patch: { tags: { mode, names } } });
    const tags = async () => (await admin.call('GET', `/contacts/${people[1]!.id}`)).body.tags;
    await change('replace', ['a', 'b']);
    await change('append', ['B', 'c']);
    expect(await tags()).toEqual(['a', 'b', 'c']);
    await change('remove', ['A']);
    expect(await tags()).toEqual(['b', 'c']);
    expect((await change('reset', [])).body).toEqual({ changed: people.map((one) => one.id), refused: [] });
    expect(await tags()).toEqual([]);
  });
  it('exports companies with country and tags', async () => {
    const company = await w.company({ name: 'Exported' });
    await admin.call('POST', '/companies/bulk', {
      ids: [company.id],
      patch: { country: 'AT', tags: { mode: 'append', names: ['gold', 'vip'] } },
    });
    expect(await csv(admin, '/exports/companies.csv?country=AT&tag=gold')).toMatchObject([
      { Name: 'Exported', Country: 'AT', Tags: 'gold; vip' },
    ]);
  });
});

describe('refuses', () => {
  it('gives every row of a bulk change its own result, and never touches what the administrator may not see', async () => {
    const [mine, other] = [await w.company(), await w.company()];
    const [seen, hidden] = [await w.contact({ companyId: mine.id }), await w.contact({ companyId: other.id })];
    const narrow = await w.tech({ role: 'admin', companyIds: [mine.id] });
    expect(
      (await narrow.call('POST', '/contacts/bulk', { ids: [hidden.id, seen.id, 999_999], patch: { isVip: true } })).body,
    ).toMatchObject({
      changed: [seen.id],
      refused: [
        { id: hidden.id, code: 'contact.notFound' },
        { id: 999_999, code: 'contact.notFound' },
      ],
    });
    expect((await admin.call('GET', `/contacts/${hidden.id}`)).body.isVip).toBe(false);
    expect((await narrow.call('POST', '/companies/bulk', { ids: [other.id], patch: { active: false } })).body).toMatchObject({
      changed: [],
      refused: [{ code: 'company.notFound' }],
    });
  });
  it('exports only what the list shows, and only to administrators', async () => {
    const [mine, other] = [await w.company({ name: 'Mine only' }), await w.company({ name: 'Not mine' })];
    const seen = await w.contact({ companyId: mine.id });
    await w.contact({ companyId: other.id });
    const narrow = await w.tech({ role: 'admin', companyIds: [mine.id] });
    expect((await csv(narrow, '/exports/contacts.csv')).map((row) => Number(row['Id']))).toEqual([seen.id]);
    expect((await csv(narrow, '/exports/companies.csv')).map((row) => row['Name'])).toEqual(['Mine only']);
    expect((await fetchCsv(await w.tech(), '/exports/contacts.csv')).status).toBe(403);
    expect((await fetchCsv(seen, '/exports/contacts.csv')).status).toBe(404);
    expect((await w.app.inject({ url: '/exports/contacts.csv' })).statusCode).toBe(401);
    expect((await fetchCsv(admin, '/exports/contacts.csv?companyId=none')).status).toBe(422);
  });
});

describe('rejects', () => {
  it('more than 500 rows, no change at all, and a list without rows', async () => {
    const tooMany = Array.from({ length: 501 }, (_, index) => index + 1);
    for (const body of [
      { ids: tooMany, patch: { isVip: true } },
      { ids: [1], patch: {} },
      { ids: [], patch: { isVip: true } },
    ])
      expect((await admin.call('POST', '/contacts/bulk', body)).status).toBe(422);
  });
  it('writes no cell that a spreadsheet would run', async () => {
    const { id: companyId } = await w.company({ name: '=HYPERLINK("http://x")' });
    await w.contact({ companyId, name: '@SUM(A1)', email: 'plus@example.test' });
    const { text, headers } = await fetchCsv(admin, `/exports/contacts.csv?companyId=${companyId}`);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain('attachment');
    expect(text.startsWith('\uFEFFId,Full name')).toBe(true);
    const [row] = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    expect(row).toMatchObject({ 'Full name': "'@SUM(A1)", Company: `'=HYPERLINK("http://x")` });
  });
});

describe('emits', () => {
  it('signs everybody out who is disabled in a bulk change', async () => {
    const people = [await w.contact(), await w.contact()];
    await admin.call('POST', '/contacts/bulk', { ids: people.map((one) => one.id), patch: { active: false } });
    for (const one of people) expect((await one.call('GET', '/me')).status).toBe(401);
  });
});
