import type { FileView } from '@portico/contracts/files/shapes.ts';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../../src/kernel/clock.ts';
import { fileService } from '../../src/kernel/files/service.ts';
import type { Someone } from '../world.ts';
import { KINDS, type Kind } from './actors.ts';
import { type Scene, scene } from './scene.ts';

/**
 * Every kind of actor opens a link that was signed for: himself (`own`: could he ever have one, it must still follow his rights at
 * this moment), and the owner of the ticket (`stolen`). Bearer links of mails are tried last.
 */
const TABLE = `
                 anon prov gone forgn collg cc  owner manag stream member advan admin master otherQ otherC
public/own       401  401  401  404   404   200 200   200   200    200    200   200   200    404    404
inline/own       401  401  401  404   404   200 200   200   200    200    200   200   200    404    404
internal/own     401  401  401  404   404   404 404   404   200    200    200   200   200    404    404
waiting/own      401  401  401  404   404   404 200   404   404    404    404   404   404    404    404
face/own         401  401  401  404   200   200 200   200   200    200    200   200   200    200    404
public/stolen    401  401  401  403   403   403 200   403   403    403    403   403   403    403    403
internal/stolen  401  401  401  403   403   403 404   403   403    403    403   403   403    403    403
face/stolen      401  401  401  403   403   403 200   403   403    403    403   403   403    403    403
`;
const lines = TABLE.split('\n').filter((row) => row.trim() !== '');
const kinds = lines[0]!.trim().split(/\s+/) as Kind[];
const rows = lines.slice(1).map((row) => row.trim().split(/\s+/));

let s: Scene;
let files: Record<string, { id: number; variant: string }>;
let ownersPicture: string;
beforeAll(async () => {
  s = await scene();
  const { owner } = s.people;
  const set = await s.w.app.inject({
    method: 'PUT',
    url: '/api/v1/me/picture',
    headers: { cookie: owner.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' },
    payload: s.png,
  });
  ownersPicture = set.json().picture;
  files = {
    public: { id: s.files.public, variant: 'original' },
    inline: { id: s.files.inline, variant: 'w1600' },
    internal: { id: s.files.internal, variant: 'original' },
    waiting: { id: await s.waiting(), variant: 'original' },
    face: { id: Number(/^\/files\/(\d+)\//.exec(ownersPicture)![1]), variant: 'p128' },
  };
}, 120_000);
afterAll(() => s?.w.close());

const HOUR = 3600;
const sign = (file: { id: number; variant: string }, accountId: number | null, more: { mode?: 'page' | 'bearer'; seconds?: number } = {}) =>
  fileService().links.path(
    { fileId: file.id, variant: file.variant },
    'name.bin',
    { mode: more.mode ?? 'page', accountId },
    Math.floor(nowMs() / 1000) + (more.seconds ?? HOUR),
  );
const open = async (url: string, headers: Record<string, string> = {}) => s.w.app.inject({ url, headers });
const status = async (url: string, headers: Record<string, string> = {}) => (await open(url, headers)).statusCode;

describe('links', () => {
  it('speak of the same kinds of actors as the access matrix', () => {
    expect(kinds).toEqual(KINDS.slice(0, kinds.length));
  });

  it.each(rows.map((row) => [row[0]!, row.slice(1)] as const))('%s', async (name, cells) => {
    const [what, whose] = name.split('/') as [string, string];
    const seen: Record<string, number> = {};
    for (const kind of kinds) {
      const who = s.callers[kind];
      const link = sign(files[what]!, whose === 'own' ? who.accountId : s.people.owner.id);
      const answer = await open(link, who.headers(null));
      seen[kind] = answer.statusCode;
      if (answer.statusCode >= 400) {
        expect(answer.headers['content-type'], `${name} by ${kind}`).toContain('application/problem+json');
        expect(answer.body).not.toContain('words of');
      }
    }
    expect(seen).toEqual(Object.fromEntries(kinds.map((kind, at) => [kind, Number(cells[at])])));
  });

  it('in replies are those of the table: made for the asker and working', async () => {
    const { cc, member } = s.people;
    for (const who of [cc, member]) {
      const { items } = (await who.call('GET', `/tickets/${s.ticketId}/attachments`)).body as { items: FileView[] };
      for (const file of items) {
        for (const link of Object.values(file.links))
          expect(await status(link, { cookie: who.cookie, 'sec-fetch-site': 'same-origin' })).toBe(200);
      }
      expect(items.some((file) => file.id === s.files.internal)).toBe(who === member);
    }
  });
});

describe('refuses', () => {
  const cookie = (who: Someone) => ({ cookie: who.cookie, 'sec-fetch-site': 'same-origin' });

  it('expired links with 410, whoever asks, and forged ones like files that do not exist', async () => {
    const { owner } = s.people;
    for (const file of Object.values(files)) {
      expect(await status(sign(file, owner.id, { seconds: -1 }), cookie(owner))).toBe(410);
      const link = sign(file, owner.id);
      const signature = new URL(link, 'http://x').searchParams.get('s')!;
      const forged = [
        link.replace(signature, `${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : 'A'}`),
        link.replace(/([?&])e=[^&]*/, '$1e=zzzzzz'),
        link.replace(`a=p${owner.id}`, 'a=b'),
        link.replace(`a=p${owner.id}`, `a=p${s.people.cc.id}`),
        link.replace(`/files/${file.id}/`, `/files/${file.id + 1}/`),
        link.replace(`/${file.variant}/`, file.variant === 'original' ? '/inline/' : '/original/'),
        link.replace(/&s=.*/, ''),
        link.replace(/\?.*/, ''),
      ];
      const missing = await open(sign({ ...file, id: 2_000_000_000 }, owner.id), cookie(owner));
      expect(missing.statusCode).toBe(404);
      for (const url of forged) {
        const answer = await open(url, cookie(owner));
        expect({ url, status: answer.statusCode, body: { ...answer.json(), traceId: '' } }).toEqual({
          url,
          status: 404,
          body: { ...missing.json(), traceId: '' },
        });
      }
    }
  });

  it('a link of a mail once its reader lost the right, and internal files to contacts by any mail', async () => {
    const { owner, cc, member } = s.people;
    const mail = (who: Someone | null, file = files.public!) => status(sign(file, who?.id ?? null, { mode: 'bearer' }));
    expect(await mail(owner)).toBe(200);
    expect(await mail(cc)).toBe(200);
    expect(await mail(member, files.internal!)).toBe(200);
    expect(await mail(owner, files.internal!)).toBe(404);
    expect(await mail(null, files.internal!)).toBe(404);
    expect(await mail(s.people.collg)).toBe(404);
    expect(await mail(s.people.forgn)).toBe(404);
    expect(await status(sign(files.waiting!, cc.id, { mode: 'bearer' }))).toBe(404);
    await owner.call('DELETE', `/tickets/${s.ticketId}/participants/${cc.id}`);
    expect(await mail(cc)).toBe(404);
    await s.w.db.execute(sql`update accounts set active = false where id = ${owner.id}`);
    expect(await mail(owner)).toBe(404);
    await s.w.db.execute(sql`update accounts set active = true where id = ${owner.id}`);
  });

  it('everything to a contact once the ticket is archived', async () => {
    await s.people.admin.call('DELETE', `/tickets/${s.ticketId}`);
    const { owner, admin, member } = s.people;
    for (const what of ['public', 'inline'] as const) {
      expect(await status(sign(files[what]!, owner.id), cookie(owner))).toBe(404);
      expect(await status(sign(files[what]!, owner.id, { mode: 'bearer' }))).toBe(404);
      expect(await status(sign(files[what]!, member.id), cookie(member))).toBe(404);
      expect(await status(sign(files[what]!, admin.id), cookie(admin))).toBe(200);
    }
  });
});
