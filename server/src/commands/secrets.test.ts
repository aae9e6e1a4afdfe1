import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestKernel, testConfig, testKernel, testLog } from '../../test/harness.ts';
import { type World, world } from '../../test/world.ts';
import { modules } from '../app.ts';
import { nowMs } from '../kernel/clock.ts';
import { serveSocket } from '../kernel/socket/serve-socket.ts';
import { noteInstanceSecret } from '../modules/settings/index.ts';
import { secretProblem, secrets } from './secrets.ts';
import { tasks } from './tasks/index.ts';
import { type SecretsReport, secretsTask } from './tasks/secrets.ts';

const OLD = 'an old secret of at least thirty-two characters';
const NEW = 'a new secret of at least thirty-two characters';
const STRANGE = 'a secret of some other installation altogether';

let w: World;
const opened: TestKernel[] = [];
beforeAll(async () => {
  w = await world({ env: { PORTICO_SECRET: OLD, PORTICO_DEMO: '1' } });
});
afterEach(async () => {
  await w.db.execute(sql`delete from mails`);
  await w.db.execute(sql`delete from pgboss.job`);
  for (const kernel of opened.splice(0)) await kernel.close();
});
afterAll(() => w.close());

/** A process of the same installation, with these secrets. */
async function processWith(PORTICO_SECRET: string): Promise<TestKernel> {
  const kernel = await testKernel({ database: w.database, modules, env: { PORTICO_SECRET, PORTICO_DEMO: '1' } });
  opened.push(kernel);
  return kernel;
}
const watch = { signal: new AbortController().signal, onProgress: () => {} };
const ask = (kernel: TestKernel | World, more: Partial<Parameters<typeof secretsTask.run>[1]> = {}): Promise<SecretsReport> =>
  secretsTask.run(kernel, { reseal: false, acceptLoss: false, ...more }, watch);
const askForCode = async (email: string): Promise<void> => {
  await w.contact({ email });
  expect((await w.anyone.call('POST', '/sign-in/start', { email })).status).toBe(200);
};
const received = async (address: string) =>
  (await w.db.execute<{ body_text: string }>(sql`select body_text from inbox_messages where to_address = ${address}`)).rows;

/** What became of the mails: the column with sealed values in these tests. */
const ofMails = ({ columns }: Awaited<ReturnType<typeof ask>>) => columns.filter(({ name }) => name === 'mails.sealed');

describe('allows', () => {
  it('a secret to be rotated: what the old one sealed is opened, sealed anew, and read without the old one', async () => {
    await askForCode('rotated@example.test');
    expect(ofMails(await ask(w))).toMatchObject([{ current: 1, previous: 0, unreadable: 0 }]);
    const both = await processWith(`${NEW},${OLD}`);
    expect(ofMails(await ask(both))).toMatchObject([{ current: 0, previous: 1, unreadable: 0, resealed: 0 }]);
    expect(ofMails(await ask(both, { reseal: true }))).toMatchObject([{ current: 0, previous: 0, unreadable: 0, resealed: 1 }]);
    // A second run has nothing to do: it may be stopped and started again.
    expect(ofMails(await ask(both, { reseal: true }))).toMatchObject([{ current: 1, previous: 0, resealed: 0 }]);
    const onlyNew = await processWith(NEW);
    expect(ofMails(await ask(onlyNew))).toMatchObject([{ current: 1, unreadable: 0 }]);
    await onlyNew.drain();
    expect((await received('rotated@example.test'))[0]?.body_text).toMatch(/^ {4}\d{6}$/m);
  });
});

describe('refuses', () => {
  it('a sealed code that was moved to another address: nobody gets somebody else’s code', async () => {
    await askForCode('victim@example.test');
    await askForCode('thief@example.test');
    await w.db.execute(
      sql`update mails set sealed = (select sealed from mails where to_address = 'victim@example.test') where to_address = 'thief@example.test'`,
    );
    await w.drain({ failures: 'allow' });
    expect(await received('thief@example.test')).toEqual([]);
    const { rows } = await w.db.execute(sql`select state, last_error, sealed from mails where to_address = 'thief@example.test'`);
    expect(rows).toEqual([{ state: 'failed', last_error: expect.stringContaining('could not be opened'), sealed: null }]);
    expect(await received('victim@example.test')).toHaveLength(1);
  });

  it('to pass over a wrong secret: it is told in the log, in doctor’s words, and nothing is touched', async () => {
    await w.db.execute(sql`delete from settings where key = 'secret.check'`);
    await noteInstanceSecret(w.db, w.services.crypto, testLog);
    await askForCode('lost@example.test');
    const strange = await processWith(STRANGE);
    const before = await w.db.execute(sql`select sealed from mails`);
    const report = await ask(strange, { reseal: true });
    expect(report.check).toBe('other');
    expect(ofMails(report)).toMatchObject([{ current: 0, unreadable: 1, resealed: 0 }]);
    expect(secretProblem(report)).toMatchObject({
      detail: expect.stringContaining('not the one'),
      advice: expect.stringContaining('backup'),
    });
    expect((await w.db.execute(sql`select sealed from mails`)).rows).toEqual(before.rows);
    const said: string[] = [];
    await noteInstanceSecret(w.db, strange.services.crypto, { error: (text: string) => void said.push(text) } as unknown as typeof testLog);
    expect(said).toEqual([expect.stringContaining('portico secrets status')]);
    expect((await ask(w)).check).toBe('fits');
    // Only when its loss is accepted does the new one become the secret of this database.
    expect((await ask(strange, { reseal: true, acceptLoss: true })).check).toBe('fits');
    expect((await ask(w)).check).toBe('other');
    await ask(w, { reseal: true, acceptLoss: true });
  });
});

it('every sealed column of the database is declared by its module', async () => {
  const { rows } = await w.db.execute<{ name: string }>(
    sql`select table_name || '.' || column_name as name from information_schema.columns
        where table_schema = current_schema() and column_name like '%sealed%' and data_type <> 'boolean' order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(
    modules
      .flatMap((module) => module.sealed ?? [])
      .map(({ name }) => name)
      .sort(),
  );
});

describe('portico secrets', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'portico-secrets-'));
  const file = join(dataDir, 'secret');
  const keptIn = () => readFileSync(file, 'utf8').trim().split('\n');
  let stop: () => Promise<void> = async () => {};
  afterAll(async () => {
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** A server on the data folder, as it would be after a start. */
  async function restart(): Promise<void> {
    await stop();
    const kernel = await testKernel({ database: w.database, modules, env: { DATA_DIR: dataDir, PORTICO_SECRET: '' } });
    await noteInstanceSecret(kernel.db, kernel.services.crypto, testLog);
    const socket = await serveSocket({ kernel, dataDir, tasks, log: testLog });
    stop = async () => {
      await socket.close();
      await kernel.jobs.stop();
    };
  }
  async function run(args: readonly string[], env: Record<string, string> = {}) {
    const said = { out: [] as string[], errors: [] as string[] };
    const terminal = {
      print: (line: string) => said.out.push(line),
      complain: (line: string) => said.errors.push(line),
      draw: () => {},
      isTty: false,
      columns: 80,
    };
    const config = testConfig({ DATA_DIR: dataDir, PORTICO_SECRET: '', ...env });
    const code = await secrets.run({
      config,
      log: testLog,
      args,
      print: terminal.print,
      terminal,
      whenAskedToStop: new Promise(() => {}),
      onCrash: () => {},
    });
    return { code, out: said.out.join('\n'), errors: said.errors.join('\n') };
  }

  it('rotates beside a running server, waits for its restart, seals anew, and forgets only what nobody needs', async () => {
    await w.db.execute(sql`delete from settings where key = 'secret.check'`);
    await restart();
    const [first] = keptIn();
    expect(await run(['status'])).toMatchObject({ code: 0, out: expect.stringContaining('mails.sealed: 0 under the current key') });
    const rotated = await run(['rotate']);
    expect([rotated.code, rotated.out]).toEqual([0, expect.stringContaining('Restart the server, then run: portico secrets reseal')]);
    expect([keptIn().length, keptIn()[1], statSync(file).mode & 0o777]).toEqual([2, first, 0o600]);
    for (const action of ['reseal', 'forget'])
      expect(await run([action])).toMatchObject({ code: 1, errors: expect.stringContaining('still uses the secret before') });
    await restart();
    expect(await run(['forget', '--now'])).toMatchObject({ code: 1, errors: expect.stringContaining('Run: portico secrets reseal') });
    expect(await run(['reseal'])).toMatchObject({ code: 0 });
    expect(await run(['forget'])).toMatchObject({ code: 1, errors: expect.stringContaining('31 more days, or say --now') });
    expect(keptIn()).toHaveLength(2);
    const longAgo = (nowMs() - 32 * 86_400_000) / 1000;
    utimesSync(file, longAgo, longAgo);
    expect(await run(['forget'])).toMatchObject({ code: 0, out: expect.stringContaining('Restart the server') });
    expect(keptIn()).toHaveLength(1);
    expect(keptIn()).not.toContain(first);
    await restart();
    expect(JSON.parse((await run(['status', '--json'])).out)).toMatchObject({ check: 'fits', keyIds: [expect.any(String)] });
  });

  it('does not rotate a file that the running server does not use', async () => {
    await stop();
    const kernel = await testKernel({ database: w.database, modules, env: { DATA_DIR: dataDir, PORTICO_SECRET: STRANGE } });
    const socket = await serveSocket({ kernel, dataDir, tasks, log: testLog });
    expect(await run(['rotate'])).toMatchObject({ code: 1, errors: expect.stringContaining('PORTICO_SECRET in its environment') });
    await socket.close();
    await kernel.jobs.stop();
    await restart();
    expect(keptIn()).toHaveLength(1);
  });

  it('leaves PORTICO_SECRET to the operator and says what to do; wrong words touch nothing', async () => {
    expect(await run(['rotate'], { PORTICO_SECRET: OLD })).toMatchObject({
      code: 1,
      errors: expect.stringContaining('separated by a comma'),
    });
    expect(await run(['turn'])).toMatchObject({ code: 2, errors: expect.stringContaining('status, rotate, reseal, forget') });
    expect(await run([])).toMatchObject({ code: 2 });
    expect(keptIn()).toHaveLength(1);
  });
});
