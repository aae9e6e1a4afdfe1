import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilQuiet } from '../../../bench/acknowledged/api.ts';
import { type ServerProcess, serverProcess } from '../../../bench/server-process.ts';
import { askSocket, callSocket } from '../../src/kernel/socket/call-socket.ts';
import { ENGINE } from '../template.ts';
import { hasNginx } from './nginx.ts';
import { openPage, type ProcessWorld, processWorld } from './process-world.ts';

// Four processes that share the work: two for the web, one for jobs, one for mail; all start together on an empty database.

const canRun = ENGINE === 'postgres' && hasNginx();
if (!canRun) {
  const lacks = ENGINE === 'postgres' ? 'nginx is missing (apt-get install nginx, or NGINX_PATH)' : 'it needs PostgreSQL';
  console.warn(`\n!! SKIPPED: processes that share the work, because ${lacks}.\n`);
}

const silent = { signal: new AbortController().signal, onProgress: () => {} };
const WORDS = [['--services=web'], ['--services=web'], ['--services=jobs'], ['--services=mail']] as const;
let world: ProcessWorld;
let companyId: number;
const at = (index: number): ServerProcess => world.processes[index] as ServerProcess;

beforeAll(async () => {
  if (!canRun) return;
  world = await processWorld({ processes: WORDS, empty: true });
  companyId = (await world.api.post('/companies', { name: 'Company' })).body.id;
}, 120_000);
afterAll(() => world?.close());

async function ask<T>(text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows as T[];
  } finally {
    await client.end();
  }
}

describe.runIf(canRun)('processes that start together on an empty database', () => {
  it('migrate it once and print one set-up token between them', async () => {
    const [versions] = await ask<{ all: number; different: number }>(
      'SELECT count(*)::int AS all, count(DISTINCT version)::int AS different FROM schema_migrations',
    );
    expect(versions?.all).toBe(versions?.different);
    const tokens = world.processes.flatMap((one) => /this one-time token:\s+(\S+)/.exec(one.output())?.[1] ?? []);
    expect(tokens).toHaveLength(1);
    const told = world.processes.filter((one) => one.output().includes('printed by the process that started first'));
    expect(told).toHaveLength(1);
    expect(
      world.processes.every((one) => !/"level":"(error|fatal)"/.test(one.output())),
      world.processes.map((one) => one.output()).join('\n'),
    ).toBe(true);
  });

  it('leave the commands of a shared folder to one of them, and another follows when that one is killed', { timeout: 60_000 }, async () => {
    expect(await askSocket(world.dataDir)).not.toBeNull();
    // Whoever serves it: kill all that might in turn, and ask again.
    await at(3).kill();
    await at(2).kill();
    await expect.poll(() => askSocket(world.dataDir), { timeout: 12_000 }).not.toBeNull();
    await Promise.all([at(2).start(), at(3).start()]);
    expect(existsSync(join(world.dataDir, 'portico.sock'))).toBe(true);
  });
});

describe.runIf(canRun)('processes that share the work', () => {
  it('all answer health and metrics, and only the web answers people', async () => {
    for (const [index, words] of WORDS.entries()) {
      const { url } = at(index);
      expect(await (await fetch(`${url}/api/health`)).json(), words.join()).toMatchObject({ status: 'ok' });
      expect(await (await fetch(`${url}/metrics`)).text()).toContain('process_cpu_seconds_total');
      const isWeb = words[0] === '--services=web';
      expect((await fetch(`${url}/api/v1/workspace`)).status, words.join()).toBe(isWeb ? 200 : 404);
      expect((await fetch(`${url}/sign-in`)).status === 404, words.join()).toBe(!isWeb);
    }
  });

  it('deliver what the web promised: notices by the one, mail by the other, hints of both to open pages', { timeout: 60_000 }, async () => {
    const cookie = await world.signIn('page@example.test');
    const me = (await ask<{ id: number }>("SELECT id FROM accounts WHERE email = 'page@example.test'"))[0]?.id;
    const page = await openPage(world.nginx.url, cookie, 'queue:1');
    const contact = await world.api.post('/contacts', { companyId, name: 'Cora', email: 'cora@example.test' });
    await at(2).stop();
    await at(3).stop();
    const made = await world.api.post('/tickets', {
      title: 'Split',
      contactId: contact.body.id,
      assigneeId: me,
      descriptionHtml: '<p>Split.</p>',
    });
    expect(made.status).toBe(201);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await ask('SELECT 1 FROM notices')).length).toBe(0);
    page.hints.length = 0;
    await at(2).start();
    await expect.poll(async () => (await ask('SELECT 1 FROM notices')).length, { timeout: 10_000 }).toBeGreaterThan(0);
    // The bell: an event of the jobs process, heard by a page that a web process serves.
    await expect.poll(() => page.hints.map(({ kind }) => kind), { timeout: 5_000 }).toContain('notice');
    expect(world.smtp.mails.length).toBe(0);
    await at(3).start();
    await world.smtp.taken(1);
    expect(await untilQuiet(world.api, 20_000)).toBe(true);
    expect(world.smtp.mails.map(({ to }) => to[0])).toContain('cora@example.test');
    page.close();
  });

  it('count guesses together: so many tries and no more, however they are spread', async () => {
    const email = `nobody-${randomBytes(4).toString('hex')}@example.test`;
    const attempt = (index: number) =>
      fetch(`${at(index % 2).url}/api/v1/sign-in/password`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify({ email, password: 'Wrong.Guess.29' }),
      });
    const answers = await Promise.all(Array.from({ length: 24 }, (_, index) => attempt(index)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 422)).toHaveLength(6);
    expect(statuses.filter((status) => status === 429)).toHaveLength(18);
  });

  it('sign a person out everywhere, and shut a disabled account out everywhere', { timeout: 30_000 }, async () => {
    const cookie = await world.signIn('leaver@example.test');
    const pages = await Promise.all([0, 1].map((index) => openPage(at(index).url, cookie, 'queue:1')));
    const refused: string[] = [];
    for (const { socket } of pages)
      socket.on('connect_error', (error: Error & { data?: { code: string } }) => refused.push(error.data?.code ?? ''));
    const status = (index: number) => fetch(`${at(index).url}/api/v1/me`, { headers: { cookie } }).then((answer) => answer.status);
    expect([await status(0), await status(1)]).toEqual([200, 200]);
    const ended = await fetch(`${at(0).url}/api/v1/session`, { method: 'DELETE', headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    expect(ended.ok).toBe(true);
    expect([await status(0), await status(1)]).toEqual([401, 401]);
    await expect.poll(() => pages.map(({ socket }) => socket.connected)).toEqual([false, false]);
    await expect.poll(() => refused.filter((code) => code === 'session.required').length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    for (const page of pages) page.close();

    const again = await world.signIn('leaver@example.test');
    const open = await Promise.all([0, 1].map((index) => openPage(at(index).url, again, 'queue:1')));
    const id = (await ask<{ id: number }>("SELECT id FROM accounts WHERE email = 'leaver@example.test'"))[0]?.id;
    const disabled = await fetch(`${world.api.url}/api/v1/techs/${id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${world.api.token}`, 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify({ active: false }),
    });
    expect(disabled.status).toBe(200);
    // The reaction is a job of another process, so it takes up to a second; requests are refused at once.
    expect((await fetch(`${at(1).url}/api/v1/me`, { headers: { cookie: again } })).status).toBe(401);
    await expect.poll(() => open.map(({ socket }) => socket.connected), { timeout: 5_000 }).toEqual([false, false]);
    for (const page of open) page.close();
  });

  it('run a scheduled job once, whichever of them has the clock', { timeout: 100_000 }, async () => {
    // A second process with jobs, and a schedule that is due every minute.
    const second = await serverProcess({
      dataDir: world.dataDir,
      databaseUrl: world.databaseUrl,
      smtpUrl: world.smtp.url,
      args: ['--services=jobs'],
    });
    await second.start();
    try {
      await ask("UPDATE pgboss.schedule SET cron = '* * * * *' WHERE name = 'http.cleanup'");
      const runs = () =>
        ask<{ minute: string; runs: number }>(
          `SELECT date_trunc('minute', created_on)::text AS minute, count(*)::int AS runs FROM pgboss.job
           WHERE name = 'http.cleanup' AND state = 'completed' GROUP BY 1`,
        );
      await expect.poll(async () => (await runs()).length, { timeout: 90_000, interval: 1_000 }).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      for (const { minute, runs: count } of await runs()) expect(count, minute).toBe(1);
    } finally {
      await second.kill();
    }
  });

  it('refuse to be split on the embedded database, and wrong words, in a sentence', { timeout: 60_000 }, async () => {
    const failing = async (args: readonly string[]): Promise<string> => {
      const one = await serverProcess({ dataDir: join(world.dataDir, 'embedded'), databaseUrl: null, smtpUrl: null, args });
      return one.start().then(
        () => one.kill().then(() => 'started'),
        (error: Error) => error.message,
      );
    };
    expect(await failing(['--services=web'])).toContain('The embedded database serves one process that does everything.');
    expect(existsSync(join(world.dataDir, 'embedded'))).toBe(false);
    expect(await failing(['--services=web,dance'])).toContain('--services must name some of web, jobs and mail, not "web,dance".');
    expect(await failing(['--fast'])).toContain('start takes no such option or word: --fast');
  });

  it('let a command do its work through whichever process serves the folder', async () => {
    const made = await callSocket<{ id: number }>(world.dataDir, 'admin.create', { email: 'cmd@example.test', name: 'Cmd' }, silent);
    expect((await ask<{ id: number }>("SELECT id FROM accounts WHERE email = 'cmd@example.test'")).map(({ id }) => id)).toEqual([made.id]);
  });
});
