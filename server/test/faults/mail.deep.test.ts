import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSmtpTransport } from '../../src/kernel/mail/smtp.ts';
import { type NewMail, queueMail } from '../../src/modules/email/index.ts';
import { type FakeSmtp, startFakeSmtp } from '../start-fake-smtp.ts';
import { type Someone, type World, world } from '../world.ts';

// A mail server in trouble, over real SMTP from a process of its own; time is moved by the test, the server is not faked.

const HOUR = 3_600_000;
const TIMES = { connectMs: 1_000, handOverMs: 4_000, answerMs: 2_000 };
let smtp: FakeSmtp;
let w: World;
let admin: Someone;
beforeAll(async () => {
  smtp = await startFakeSmtp(500);
  w = await world({ env: { SMTP_URL: smtp.url, PUBLIC_URL: 'https://portal.example.test', MAIL_FROM: 'help@portal.example.test' } });
  admin = await w.tech({ role: 'admin', email: 'admin@example.test' });
});
beforeEach(() => useServer(smtp.url));
afterEach(() => smtp.faults({}));
afterAll(async () => {
  w.services.mail?.close();
  await w.close();
  smtp.stop();
});

function useServer(url: string): void {
  w.services.mail?.close();
  Object.assign(w.services, { mail: createSmtpTransport(url, TIMES) });
}

let counter = 0;
const queue = (address: string, more: Partial<NewMail> = {}): Promise<number | null> =>
  w.asSystem((ctx) =>
    queueMail(ctx, {
      kind: 'test',
      to: { name: 'Somebody', address },
      account: null,
      subject: 'Hello',
      html: '<p>Hello</p>',
      text: 'Hello',
      dedupeKey: `fault:${++counter}`,
      ...more,
    }),
  );
const many = async (count: number, word: string): Promise<number[]> => {
  const ids: number[] = [];
  for (let n = 0; n < count; n++) ids.push((await queue(`${word}-${n}@example.test`)) ?? 0);
  return ids;
};
interface Row extends Record<string, unknown> {
  id: number;
  state: string;
  attempts: number;
  last_error: string | null;
  message_id: string;
  to_address: string;
}
const rowsOf = async (ids: readonly (number | null)[]): Promise<Row[]> =>
  (
    await w.db.execute<Row>(
      sql`select * from mails where id in (${sql.join(
        ids.map((id) => sql`${id}`),
        sql`, `,
      )}) order by id`,
    )
  ).rows;
const later = async (ms: number): Promise<void> => {
  w.shift(ms);
  await w.drain();
};
const arrived = (from: number): string[] => smtp.mails.slice(from).flatMap(({ raw }) => /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? []);
const states = async (ids: readonly (number | null)[]) => (await rowsOf(ids)).map((row) => row.state);
/** Days go by here, and sessions end. */
const signIn = async (): Promise<Someone> => {
  admin = await w.session(admin);
  return admin;
};
const mailHealth = async () =>
  (await (await signIn()).call('GET', '/system/health')).body.checks.find((check: { key: string }) => check.key === 'mail');

describe('a mail server that is away for a day', () => {
  it('takes everything exactly once when it is back, oldest first, and one by one', { timeout: 120_000 }, async () => {
    useServer('smtp://127.0.0.1:1');
    const began = smtp.mails.length;
    const ids = await many(60, 'day');
    await w.drain();
    const code = await w.contact({ email: 'code@example.test' });
    for (let hour = 0; hour < 24; hour++) await later(HOUR);
    // Nothing was counted against the mails, and nobody had to do anything.
    for (const row of await rowsOf(ids))
      expect(row).toMatchObject({ state: 'queued', attempts: 0, last_error: 'The mail server could not be reached.' });
    expect(await mailHealth()).toMatchObject({
      state: 'bad',
      detail: expect.stringMatching(/^60 mails wait, the oldest for 1\d{3} minutes\.$/),
    });
    const { rows: jobs } = await w.db.execute<{ n: number }>(
      sql`select count(*)::int as n from pgboss.job where name like 'mail.%' and state in ('created', 'retry')`,
    );
    expect(jobs[0]?.n).toBe(1);

    const before = await smtp.connections();
    useServer(smtp.url);
    await later(2 * 60_000);
    await smtp.taken(began + 60);
    expect(await states(ids)).toEqual(ids.map(() => 'sent'));
    const expected = (await rowsOf(ids)).map((row) => row.message_id);
    expect(arrived(began).sort()).toEqual([...expected].sort());
    // Oldest first, in steps of twenty; the queue takes older jobs before younger ones.
    const { rows: released } = await w.db.execute<{ id: number; at: number }>(
      sql`select (data ->> 'mailId')::int as id, extract(epoch from max(created_on))::float8 as at from pgboss.job where name = 'mail.deliver' group by 1 order by 1`,
    );
    const times = released.filter((row) => ids.includes(row.id)).map((row) => row.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(3);
    expect((await rowsOf(ids)).map((row) => row.attempts)).toEqual(ids.map(() => 1));
    expect((await smtp.connections()).connections - before.connections).toBeLessThan(12);
    expect(await mailHealth()).toMatchObject({ state: 'ok' });
    expect(code.email).toBe('code@example.test');
  });

  it('gives up after five days, in words', async () => {
    useServer('smtp://127.0.0.1:1');
    const id = await queue('never@example.test');
    for (let hours = 0; hours < 116; hours += 4) await later(4 * HOUR);
    expect(await rowsOf([id])).toMatchObject([{ state: 'queued' }]);
    await later(5 * HOUR);
    expect((await rowsOf([id]))[0]).toMatchObject({
      state: 'failed',
      last_error: 'The mail server could not be reached. The mail waited for five days and was given up.',
    });
    const shown = await (await signIn()).call('GET', '/mails?state=failed&q=never');
    expect(shown.body.items).toMatchObject([{ id, lastError: expect.stringContaining('given up') }]);
    expect(await mailHealth()).toMatchObject({ state: 'warning', advice: 'Open Mail, read why, and send them again.' });
    useServer(smtp.url);
    expect((await (await signIn()).call('POST', `/mails/${id}/retry`)).status).toBe(200);
    await w.drain();
    expect(await states([id])).toEqual(['sent']);
  });
});

describe('a mail server that takes nothing from us', () => {
  it.each([
    [
      'the password is wrong',
      { auth: 'wrong' } as const,
      (url: string) => url.replace('//', '//me:pw@'),
      /user name or password in SMTP_URL: 535/,
    ],
    ['the sender is not ours', { sender: 'refused' } as const, (url: string) => url, /refused our sender address \(MAIL_FROM\): 553/],
    ['it closes before the greeting', { greeting: 421 } as const, (url: string) => url, /try again later: 421/],
    ['it serves nobody', { greeting: 554 } as const, (url: string) => url, /554/],
    ['it speaks no TLS', {}, (url: string) => url.replace('smtp:', 'smtps:'), /secure connection|reached|understood|closed/],
  ])('because %s: all mail waits, one alarm, and leaves when it is corrected', async (_, faults, url, words) => {
    await smtp.faults(faults);
    useServer(url(smtp.url));
    const began = smtp.mails.length;
    const before = await smtp.connections();
    const ids = await many(20, 'held');
    await w.drain();
    for (let minute = 0; minute < 16; minute++) await later(60_000);
    for (const row of await rowsOf(ids))
      expect(row).toMatchObject({ state: 'queued', attempts: 0, last_error: expect.stringMatching(words) });
    // One look a minute, not twenty mails.
    expect((await smtp.connections()).connections - before.connections).toBeLessThan(25);
    expect(await mailHealth()).toMatchObject({
      state: 'bad',
      detail: '20 mails wait, the oldest for 16 minutes.',
      advice: expect.stringContaining('SMTP_URL'),
    });
    await smtp.faults({});
    useServer(url(smtp.url).replace('smtps:', 'smtp:'));
    await later(2 * 60_000);
    await smtp.taken(began + 20);
    expect(arrived(began).sort()).toEqual((await rowsOf(ids)).map((row) => row.message_id).sort());
  });
});

describe('one mail among others', () => {
  it('is refused for good, seen by the administrator, while the others arrive', async () => {
    const [first, second, third] = [
      await queue('one@example.test'),
      await queue('refused-x@example.test'),
      await queue('three@example.test'),
    ];
    await w.drain();
    expect(await states([first, second, third])).toEqual(['sent', 'failed', 'sent']);
    const shown = await (await signIn()).call('GET', `/mails/${second}`);
    expect(shown.body).toMatchObject({
      state: 'failed',
      attempts: 1,
      lastError: expect.stringContaining('The mail server refused the address: 550'),
    });
    expect(await mailHealth()).toMatchObject({ state: 'warning', detail: expect.stringMatching(/could not be delivered/) });
  });

  it('is greylisted, comes back after one minute and not before, and holds up nobody', async () => {
    const [grey, other] = [await queue('greylisted-x@example.test'), await queue('other@example.test')];
    await w.drain();
    expect(await states([grey, other])).toEqual(['queued', 'sent']);
    await later(50_000);
    expect(await rowsOf([grey])).toMatchObject([{ state: 'queued', attempts: 1, last_error: expect.stringContaining('Greylisted') }]);
    await later(11_000);
    expect(await rowsOf([grey])).toMatchObject([{ state: 'sent', attempts: 2, last_error: null }]);
  });

  it('is told 421 in the middle by a server that serves others: it comes back, and holds up nobody', async () => {
    const began = smtp.mails.length;
    const ids = [await queue('busy-x@example.test'), ...(await many(5, 'behind'))];
    await w.drain();
    expect((await rowsOf(ids)).map(({ state }) => state)).toEqual(['queued', 'sent', 'sent', 'sent', 'sent', 'sent']);
    await later(61_000);
    expect((await rowsOf(ids)).map(({ state, attempts }) => [state, attempts])).toEqual(ids.map((_, n) => ['sent', n === 0 ? 2 : 1]));
    expect(arrived(began).sort()).toEqual((await rowsOf(ids)).map((row) => row.message_id).sort());
  });

  it.each(['cut', 'dotted'])('loses its connection (%s): it arrives at least once, under one Message-ID', async (word) => {
    const began = smtp.mails.length;
    const id = await queue(`${word}-x@example.test`, { text: 'x'.repeat(200_000) });
    await w.drain();
    expect(await states([id])).toEqual(['queued']);
    await later(61_000);
    const [row] = await rowsOf([id]);
    expect(row).toMatchObject({ state: 'sent', attempts: 2 });
    expect(arrived(began)).toEqual([row?.message_id, row?.message_id]);
  });
});

describe('a slow mail server', () => {
  it('that never answers gets a mail three times, not fifty-five, under one Message-ID, and the others leave', {
    timeout: 60_000,
  }, async () => {
    const began = smtp.mails.length;
    const id = await queue('tarpit@example.test');
    for (let hour = 0; hour < 6; hour++) {
      await smtp.faults({ slowMs: 60_000 });
      await later(hour === 0 ? 0 : HOUR);
    }
    const [row] = await rowsOf([id]);
    expect(row).toMatchObject({
      state: 'failed',
      attempts: 3,
      last_error:
        'The mail server was given the whole mail and did not say whether it took it. It may have arrived and is not sent again by itself.',
    });
    expect(arrived(began)).toEqual([row?.message_id, row?.message_id, row?.message_id]);
    await smtp.faults({});
    const other = await queue('after-tarpit@example.test');
    await w.drain();
    expect(await states([other])).toEqual(['sent']);
    // Whoever reads that it did not arrive sends it again.
    expect((await (await signIn()).call('POST', `/mails/${id}/retry`)).status).toBe(200);
    await w.drain();
    expect(await states([id])).toEqual(['sent']);
  });

  it('blocks no request and is asked by few at a time', { timeout: 60_000 }, async () => {
    await smtp.faults({ slowMs: 300 });
    const contact = await w.contact();
    const ids = await many(40, 'slowly');
    w.jobs.startWorkers();
    await expect.poll(async () => (await states(ids)).includes('sending'), { timeout: 10_000 }).toBe(true);
    for (let n = 0; n < 5; n++) {
      const began = performance.now();
      await w.ticket({ from: contact, title: `While mail is slow ${n}` });
      // 40 mails at 300 ms would be 12 s: whoever waits for mail waits longer than this.
      expect(performance.now() - began).toBeLessThan(5_000);
    }
    await expect.poll(async () => (await states(ids)).every((state) => state === 'sent'), { timeout: 30_000 }).toBe(true);
    expect((await smtp.connections()).peak).toBeLessThanOrEqual(8);
  });
});
