import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, pause } from '../../../bench/acknowledged/api.ts';
import { type Cast, makeCast } from '../../../bench/acknowledged/cast.ts';
import { type FakeSmtp, startFakeSmtp } from '../start-fake-smtp.ts';
import { ENGINE } from '../template.ts';
import { type FaultServer, faultServer } from './fault-server.ts';

// The clock of a real server process jumps by a day and back, by libfaketime (Debian package "faketime"). With PostgreSQL the
// database keeps its own, right clock; the embedded one jumps along.

const LIBRARY = globSync('/usr/lib/*/faketime/libfaketime.so.1')[0] ?? '';
const HAS = existsSync(LIBRARY);
if (!HAS) console.warn('clock.deep.test.ts: skipped, because libfaketime is not installed (Debian package "faketime").');

let home: string;
let smtp: FakeSmtp;
let server: FaultServer;
let api: Api;
let cast: Cast;
const turnClock = async (by: string): Promise<void> => {
  writeFileSync(join(home, 'offset'), `${by}\n`);
  await pause(300);
};
beforeAll(async () => {
  if (!HAS) return;
  home = mkdtempSync(join(tmpdir(), 'portico-clock-'));
  writeFileSync(join(home, 'offset'), '+0\n');
  smtp = await startFakeSmtp();
  server = await faultServer({
    env: {
      SMTP_URL: smtp.url,
      LD_PRELOAD: LIBRARY,
      FAKETIME_TIMESTAMP_FILE: join(home, 'offset'),
      FAKETIME_NO_CACHE: '1',
      DONT_FAKE_MONOTONIC: '1',
    },
  });
  await server.start();
  api = await server.administrator();
  cast = await makeCast(api, 'clock', 2);
}, 120_000);
afterAll(async () => {
  await server?.close();
  smtp?.stop();
  if (home) rmSync(home, { recursive: true, force: true });
});

/** One customer's ticket; the receipt by mail proves that jobs run. @returns its title. */
async function ticket(n: number): Promise<{ title: string; at: string }> {
  const title = `Clock ${n} ${Math.random()}`;
  const made = await api.post('/tickets', { title, descriptionHtml: '<p>Help</p>' }, `contact:${cast.contacts[0]}`);
  expect([made.status, made.body.detail]).toEqual([201, undefined]);
  return { title, at: made.body.createdAt };
}
const mailsAbout = (title: string): number => smtp.mails.filter(({ raw }) => raw.includes(title.slice(-12))).length;
const arrives = (title: string) => expect.poll(() => mailsAbout(title), { timeout: 20_000 }).toBeGreaterThan(0);

describe.runIf(HAS)('a clock that jumps', () => {
  it('by a day forward, back, and a day into the past: people work on, jobs run once, links hold', { timeout: 180_000 }, async () => {
    const titles: string[] = [];
    const days: string[] = [];
    let link = '';
    for (const [n, by] of ['+0', '+1d', '+0', '-1d', '+0'].entries()) {
      await turnClock(by);
      for (let one = 0; one < 3; one++) {
        const made = await ticket(10 * n + one);
        titles.push(made.title);
        days.push(`${by} ${Math.round((Date.parse(made.at) - Date.now()) / 86_400_000)}`);
      }
      await arrives(titles.at(-1) ?? '');
      // Nobody is locked out: not by limits that were counted on the other side of the jump, nor as a session or key from the future.
      for (let asked = 0; asked < 30; asked++) expect((await api.get('/tickets?limit=1')).status).toBe(200);
      const upload = await api.write(
        { path: '/files?name=a.txt', actAs: `contact:${cast.contacts[0]}`, upload: { seed: by, size: 50 } } as never,
        `clock-key-${n}-${Math.random()}`,
      );
      expect(upload.status).toBe(201);
      if (link === '') link = upload.body.links.download;
      expect((await api.bytes(upload.body.links.download, `contact:${cast.contacts[0]}`)).status).toBe(200);
      expect((await server.health()).status).toBe(200);
    }
    // The process really lived on another day.
    expect(new Set(days)).toEqual(new Set(['+0 0', '+1d 1', '-1d -1']));
    expect((await api.bytes(link, `contact:${cast.contacts[0]}`)).status).toBe(200);
    for (const title of titles) await arrives(title);
    await pause(6_000);
    const counts = titles.map(mailsAbout);
    expect(counts).toEqual(counts.map(() => counts[0]));
    const ids = smtp.mails.flatMap(({ raw }) => /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const listed = await api.get('/jobs?limit=100');
    expect(listed.body.queues.filter((queue: { dead: number }) => queue.dead > 0)).toEqual([]);
  });

  it.runIf(ENGINE === 'postgres')(
    'is shown by health and doctor when it differs from that of the database',
    { timeout: 60_000 },
    async () => {
      await turnClock('+1d');
      const { checks } = (await api.get('/system/health')).body;
      expect(checks.find((check: { key: string }) => check.key === 'clock')).toMatchObject({
        state: 'warning',
        detail: 'The clocks of the server and its database differ.',
        advice: expect.stringContaining('NTP'),
      });
      expect((await server.doctor()).find((one) => one.key === 'clock')).toMatchObject({ state: 'warning' });
      await turnClock('+0');
    },
  );
});
