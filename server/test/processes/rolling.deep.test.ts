import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilQuiet } from '../../../bench/acknowledged/api.ts';
import { audit } from '../../../bench/acknowledged/audit.ts';
import { auditThroughApi } from '../../../bench/acknowledged/audit-api.ts';
import { type Cast, makeCast } from '../../../bench/acknowledged/cast.ts';
import { readFacts } from '../../../bench/acknowledged/facts.ts';
import { type Journal, openJournal } from '../../../bench/acknowledged/journal.ts';
import { runLoad } from '../../../bench/acknowledged/load.ts';
import { type Write, writesOf } from '../../../bench/acknowledged/writes.ts';
import { inWords, pause } from '../crash/crash-world.ts';
import { ENGINE } from '../template.ts';
import { hasNginx } from './nginx.ts';
import { openPage, type Page, type ProcessWorld, processWorld } from './process-world.ts';
import { type Visitors, visitors } from './visitors.ts';

// Three processes behind nginx: one after another is killed, then one after another is restarted, while people work.

const canRun = ENGINE === 'postgres' && hasNginx();
if (!canRun) {
  const lacks = ENGINE === 'postgres' ? 'nginx is missing (apt-get install nginx, or NGINX_PATH)' : 'it needs PostgreSQL';
  console.warn(`\n!! SKIPPED: several processes behind nginx, because ${lacks}.\n`);
}

const BACK_WITHIN_MS = 5_000;
const home = mkdtempSync(join(tmpdir(), 'portico-rolling-'));
let world: ProcessWorld;
let cast: Cast;
let journal: Journal;
let ticket: number;
const pages: Page[] = [];

beforeAll(async () => {
  if (!canRun) return;
  world = await processWorld({ processes: [[], [], []], env: { DRAIN_SECONDS: '5' }, empty: true });
  cast = await makeCast(world.api, 'roll', 6);
  journal = openJournal(join(home, 'journal.jsonl'));
  const made = await world.api.post('/tickets', { title: 'Seen by all', contactId: cast.contacts[0], descriptionHtml: '<p>Seen.</p>' });
  ticket = made.body.id as number;
  for (let person = 0; person < 6; person++) {
    const cookie = await world.signIn(`page-${person}@example.test`);
    for (let tab = 0; tab < 3; tab++) pages.push(await openPage(world.nginx.url, cookie, `ticket:${ticket}`));
  }
}, 180_000);
afterAll(async () => {
  for (const page of pages) page.close();
  await world?.close();
  rmSync(home, { recursive: true, force: true });
});

/** Writers and readers at work until `faults` is over. */
async function underLoad(faults: () => Promise<void>): Promise<{ writes: readonly Write[]; seen: Visitors['seen'] }> {
  const before = new Set(writesOf(journal.lines()).map((write) => write.key));
  const over = new AbortController();
  const reading = visitors(world, ticket);
  const load = runLoad({ api: world.api, cast, journal, run: 'roll', stop: over.signal });
  try {
    await faults();
  } finally {
    over.abort();
    await load;
    await reading.stop();
  }
  return { writes: writesOf(journal.lines()).filter((write) => !before.has(write.key)), seen: reading.seen };
}

const outcomes = (writes: readonly Write[]) => ({
  notAcknowledged: writes.filter((write) => write.outcome !== 'acknowledged').map((write) => `${write.key} ${write.refusals.join(', ')}`),
});
const faults = (): string =>
  world.nginx
    .log('error')
    .split('\n')
    .filter((line) => !line.includes('[notice]'))
    .slice(-40)
    .join('\n');
const longest = (gaps: readonly number[]): number => Math.round(Math.max(0, ...gaps));

/** Every page is back and hears of a new comment. */
async function allPagesHear(): Promise<void> {
  await expect.poll(() => pages.filter((page) => page.socket.connected).length, { timeout: BACK_WITHIN_MS }).toBe(pages.length);
  await pause(300);
  for (const page of pages) page.hints.length = 0;
  await world.api.post(`/tickets/${ticket}/comments`, { bodyHtml: '<p>Do you hear?</p>', visibility: 'public' });
  await expect.poll(() => pages.filter((page) => page.hints.some(({ id }) => id === ticket)).length, { timeout: 5_000 }).toBe(pages.length);
}

describe.runIf(canRun)('three processes behind nginx', () => {
  it('share the people', async () => {
    const live = await Promise.all(world.processes.map(async ({ url }) => (await fetch(`${url}/api/health`)).status));
    expect(live).toEqual([200, 200, 200]);
    const served = world.nginx.log('access').matchAll(/\[127\.0\.0\.1:(\d+)\]/g);
    expect(new Set([...served].map(([, port]) => port)).size).toBe(3);
    await allPagesHear();
  });

  it('lose nothing acknowledged and tell nobody twice while one after another is killed', { timeout: 400_000 }, async () => {
    const before = pages.map((page) => page.gaps.length);
    const { writes, seen } = await underLoad(async () => {
      for (const one of world.processes) {
        await pause(2_000);
        await one.kill();
        await pause(1_500);
        await one.start();
      }
      await pause(2_000);
    });
    const gaps = pages.flatMap((page, index) => page.gaps.slice(before[index]));
    console.log(
      `killed: ${writes.length} writes, ${seen.reads} reads, ${gaps.length} sockets lost, back after at most ${longest(gaps)} ms`,
    );
    expect(outcomes(writes)).toEqual({ notAcknowledged: [] });
    expect(writes.length).toBeGreaterThan(50);
    expect(seen.failedReads).toEqual([]);
    expect(gaps.length).toBeGreaterThanOrEqual(pages.length);
    expect(longest(gaps), faults()).toBeLessThan(BACK_WITHIN_MS);
    await allPagesHear();
  });

  it('are restarted one after another without one failed request', { timeout: 400_000 }, async () => {
    const before = pages.map((page) => page.gaps.length);
    const logged = world.nginx.log('access').length;
    const { writes, seen } = await underLoad(async () => {
      for (const one of world.processes) {
        await pause(1_000);
        expect(await one.stop()).toBe(0);
        await one.start();
      }
      await pause(2_000);
    });
    const gaps = pages.flatMap((page, index) => page.gaps.slice(before[index]));
    console.log(
      `restarted: ${writes.length} writes, ${seen.reads} reads, ${seen.patches} patches, longest gap of a socket ${longest(gaps)} ms`,
    );
    expect(outcomes(writes)).toEqual({ notAcknowledged: [] });
    // Not even one that succeeded when it was sent again.
    expect(writes.flatMap((write) => write.refusals)).toEqual([]);
    expect(journal.lines().filter((line) => line.t === 'lost' && writes.some((write) => write.key === line.key))).toEqual([]);
    expect(seen.failedReads).toEqual([]);
    expect(seen.failedPatches).toEqual([]);
    expect(seen.patches).toBeGreaterThan(20);
    const lines = world.nginx.log('access').slice(logged).split('\n');
    expect(lines.filter((line) => /^\S+ \S+ 5\d\d /.test(line))).toEqual([]);
    expect(longest(gaps), faults()).toBeLessThan(BACK_WITHIN_MS);
    await allPagesHear();
  });

  it('and the database agrees: every write, notice and mail once', { timeout: 400_000 }, async () => {
    expect(await untilQuiet(world.api, 120_000)).toBe(true);
    const writes = writesOf(journal.lines());
    const shown = await auditThroughApi(world.api, writes, { tech: cast.assignee });
    const client = new pg.Client({ connectionString: world.databaseUrl });
    await client.connect();
    const facts = await readFacts(async (text, values) => (await client.query(text, [...values])).rows, 'roll');
    await client.end();
    const arrived = world.smtp.mails.flatMap(({ raw }) => /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? []);
    const ours = new Set(facts.mails.map((mail) => mail.messageId));
    expect(inWords([...shown, ...audit({ writes, facts, arrived: arrived.filter((id) => ours.has(id)) })])).toEqual([]);
  });
});
