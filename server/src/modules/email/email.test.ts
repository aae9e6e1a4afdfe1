import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeSmtp, startFakeSmtp } from '../../../test/start-fake-smtp.ts';
import { type Someone, type World, world } from '../../../test/world.ts';
import type { Ctx } from '../../kernel/context.ts';
import { registerMailCheck } from './mail-checks.ts';
import { type NewMail, queueMail } from './queue-mail.ts';

let smtp: FakeSmtp;
let w: World;
let admin: Someone;
let master: Someone;
let tech: Someone;
beforeAll(async () => {
  smtp = await startFakeSmtp();
  w = await world({ env: { SMTP_URL: smtp.url, PUBLIC_URL: 'https://portal.example.test', MAIL_FROM: 'help@portal.example.test' } });
  admin = await w.tech({ role: 'admin', email: 'admin@example.test' });
  master = await w.tech({ role: 'master-admin' });
  tech = await w.tech();
});
afterAll(async () => {
  w.services.mail?.close();
  await w.close();
  smtp.stop();
});

let counter = 0;
const words = { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' };
const mailTo = (address: string, more: Partial<NewMail> = {}): NewMail => ({
  kind: 'test',
  to: { name: 'Somebody', address },
  account: null,
  ...words,
  dedupeKey: `case:${++counter}`,
  ...more,
});
const queue = (mail: NewMail): Promise<number | null> => w.asSystem((ctx) => queueMail(ctx, mail));
const rowOf = async (id: number | null) =>
  (await w.db.execute<Record<string, unknown>>(sql`select * from mails where id = ${id}`)).rows[0] as Record<string, unknown>;
const rawTo = (address: string): string[] => smtp.mails.filter((one) => one.to.includes(address)).map((one) => one.raw);
const messageIdsTo = (address: string): (string | undefined)[] => rawTo(address).map((raw) => /^Message-ID: (.+)$/im.exec(raw)?.[1]);

describe('allows', () => {
  it('delivers once what was queued, and says so', async () => {
    const id = await queue(mailTo('a@example.test'));
    await w.drain();
    expect(await rowOf(id)).toMatchObject({ state: 'sent', attempts: 1, last_error: null });
    expect(rawTo('a@example.test')).toHaveLength(1);
    expect(rawTo('a@example.test')[0]).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(rawTo('a@example.test')[0]).toMatch(/^X-Auto-Response-Suppress: All\r$/m);
  });

  it('shows an administrator of some companies only mail about them', async () => {
    const [mine, other] = [await w.company(), await w.company()];
    const [seen, hidden] = [await w.contact({ companyId: mine.id }), await w.contact({ companyId: other.id })];
    for (const from of [seen, hidden]) await w.ticket({ from, title: `Confidential of ${from.email}` });
    await w.drain();
    const narrow = await w.tech({ role: 'admin', companyIds: [mine.id] });
    const listed = await narrow.call('GET', '/mails');
    expect(JSON.stringify(listed.body)).toContain(seen.email);
    expect(JSON.stringify(listed.body)).not.toContain(hidden.email);
    const all = await admin.call('GET', `/mails?q=${encodeURIComponent(hidden.email)}`);
    expect(all.body.items).toHaveLength(1);
    expect((await narrow.call('GET', `/mails/${all.body.items[0].id}`)).status).toBe(404);
    expect((await narrow.call('POST', `/mails/${all.body.items[0].id}/retry`)).status).toBe(404);
  });

  it('one mail for one fact and person', async () => {
    const first = await queue(mailTo('once@example.test', { dedupeKey: 'case:once' }));
    expect(await queue(mailTo('once@example.test', { dedupeKey: 'case:once' }))).toBeNull();
    await w.drain();
    expect(first).not.toBeNull();
    expect(rawTo('once@example.test')).toHaveLength(1);
  });

  it('nothing when the transaction rolls back or is quiet', async () => {
    const failing = w.asSystem(async (ctx) => {
      await queueMail(ctx, mailTo('rolled-back@example.test'));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const quietly = await w.asSystem((ctx) => queueMail({ ...ctx, quiet: true } as Ctx, mailTo('quiet@example.test')));
    await w.drain();
    expect(quietly).toBeNull();
    expect([...rawTo('rolled-back@example.test'), ...rawTo('quiet@example.test')]).toEqual([]);
  });

  it('a greylisted mail later, with the same Message-ID', async () => {
    const id = await queue(mailTo('greylisted@example.test'));
    await w.drain();
    expect(await rowOf(id)).toMatchObject({ state: 'queued', attempts: 1, last_error: expect.stringContaining('try again later') });
    const before = (await rowOf(id)).message_id;
    w.shift(61_000);
    await w.drain();
    expect(await rowOf(id)).toMatchObject({ state: 'sent', attempts: 2, message_id: before });
    expect(messageIdsTo('greylisted@example.test')).toEqual([before]);
  });

  it('a mail whose connection was cut again, with the same Message-ID', async () => {
    const id = await queue(mailTo('cut@example.test', { text: 'x'.repeat(100_000) }));
    await w.drain();
    w.shift(61_000);
    await w.drain();
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: 'sent', attempts: 2 });
    expect(new Set(messageIdsTo('cut@example.test'))).toEqual(new Set([row.message_id]));
  });

  it('sends again what a crash left in "sending"', async () => {
    const id = await queue(mailTo('crashed@example.test'));
    await w.db.execute(sql`update mails set state = 'sending' where id = ${id}`);
    await w.drain();
    expect(await rowOf(id)).toMatchObject({ state: 'sent' });
  });

  it('an administrator to send a failed mail again', async () => {
    const id = await queue(mailTo('refused@example.test'));
    await w.drain();
    expect(await rowOf(id)).toMatchObject({ state: 'failed', attempts: 1 });
    const again = await admin.call('POST', `/mails/${id}/retry`);
    expect(again).toMatchObject({ status: 200, body: { state: 'queued', lastError: null } });
    await w.drain();
    expect(await rowOf(id)).toMatchObject({ state: 'failed', attempts: 2 });
  });

  it('a test mail in the language of who asks', async () => {
    await w.db.execute(sql`update accounts set locale = 'de', time_zone = 'Europe/Berlin' where id = ${admin.id}`);
    const made = await admin.call('POST', '/mails/test', {});
    expect(made).toMatchObject({
      status: 201,
      body: { state: 'queued', toAddress: 'admin@example.test', subject: expect.stringContaining('Test-E-Mail') },
    });
    await w.drain();
    const read = await admin.call('GET', `/mails/${made.body.id}`);
    expect(read.body).toMatchObject({ state: 'sent', isSealed: false });
    expect(read.body.text).toContain('Europe/Berlin');
    expect(read.body.text).toContain('kommen an');
  });

  it('a list by state and beginning of the address', async () => {
    const failed = await admin.call('GET', '/mails?state=failed&count=true');
    expect(failed.body.items.every((mail: { state: string }) => mail.state === 'failed')).toBe(true);
    expect(failed.body).toMatchObject({ transport: 'smtp', total: expect.any(Number) });
    const found = await admin.call('GET', '/mails?q=GREY');
    expect(found.body.items.map((mail: { toAddress: string }) => mail.toAddress)).toEqual(['greylisted@example.test']);
    const paged = await admin.call('GET', '/mails?limit=1');
    const next = await admin.call('GET', `/mails?limit=1&cursor=${paged.body.next}`);
    expect(next.body.items[0].id).toBeLessThan(paged.body.items[0].id);
  });
});

describe('refuses', () => {
  it('mail to everybody but administrators', async () => {
    const contact = await w.contact();
    for (const someone of [contact, tech, w.anyone]) {
      for (const [method, path] of [
        ['GET', '/mails'],
        ['GET', '/mails/1'],
        ['POST', '/mails/1/retry'],
        ['POST', '/mails/test'],
      ] as const) {
        expect([401, 403, 404]).toContain((await someone.call(method, path, method === 'POST' ? {} : undefined)).status);
      }
    }
  });

  it('the content of ticket mails to all but master administrators', async () => {
    const ticket = await w.ticket({ from: await w.contact() });
    const id = await queue(mailTo('b@example.test', { ticketId: ticket.id }));
    expect((await admin.call('GET', `/mails/${id}`)).body).toMatchObject({ html: null, text: null, ticketNumber: ticket.number });
    expect((await master.call('GET', `/mails/${id}`)).body).toMatchObject({ html: words.html, text: words.text });
    await w.drain();
  });

  it('to send again what has not failed', async () => {
    const id = await queue(mailTo('c@example.test'));
    expect(await admin.call('POST', `/mails/${id}/retry`)).toMatchObject({ status: 409, body: { code: 'mail.notFailed' } });
    expect((await admin.call('POST', '/mails/999999/retry')).status).toBe(404);
    await w.drain();
  });
});

describe('suppresses', () => {
  it('mail to placeholders, disabled accounts and disabled companies', async () => {
    const left = await w.contact({ email: 'left@example.test' });
    await w.db.execute(sql`update accounts set active = false where id = ${left.id}`);
    const company = await w.company();
    const closed = await w.contact({ companyId: company.id, email: 'closed@example.test' });
    await w.db.execute(sql`update companies set active = false where id = ${company.id}`);
    const ids = [
      await queue(mailTo('import-17@nobody.invalid')),
      await queue(mailTo('left@example.test', { account: left.id })),
      await queue(mailTo('LEFT@example.test')),
      await queue(mailTo('closed@example.test', { account: closed.id })),
    ];
    await w.drain();
    for (const id of ids) expect(await rowOf(id)).toMatchObject({ state: 'suppressed', last_error: expect.any(String) });
    expect([...rawTo('left@example.test'), ...rawTo('closed@example.test')]).toEqual([]);
  });

  it('news for an address the person has left, but never a code or a warning, which go where they were meant to', async () => {
    const person = await w.contact({ email: 'current@example.test' });
    registerMailCheck('news:', async () => null);
    const to = (address: string, prefix: string) => queue(mailTo(address, { account: person.id, dedupeKey: `${prefix}:${++counter}` }));
    const [left, own, warning] = [
      await to('before@example.test', 'news'),
      await to('Current@example.test', 'news'),
      await to('before@example.test', 'means-changed'),
    ];
    await w.drain();
    expect(await rowOf(left)).toMatchObject({ state: 'suppressed', last_error: expect.stringContaining('another address') });
    expect([(await rowOf(own)).state, (await rowOf(warning)).state]).toEqual(['sent', 'sent']);
    expect(rawTo('before@example.test')).toHaveLength(1);
  });

  it('what its module no longer wants sent, and sends what it says now', async () => {
    registerMailCheck('checked:', async (_ctx, mail) =>
      mail.dedupeKey.endsWith('gone') ? { suppress: 'It is gone.' } : { subject: 'Newer', html: '<p>Newer</p>', text: 'Newer' },
    );
    const gone = await queue(mailTo('gone@example.test', { dedupeKey: 'checked:gone' }));
    const newer = await queue(mailTo('newer@example.test', { dedupeKey: 'checked:newer' }));
    await w.drain();
    expect(await rowOf(gone)).toMatchObject({ state: 'suppressed', last_error: 'It is gone.' });
    expect(await rowOf(newer)).toMatchObject({ state: 'sent', subject: 'Newer', body_text: 'Newer' });
    expect(rawTo('newer@example.test')[0]).toMatch(/^Subject: Newer\r$/m);
  });
});

describe('fails', () => {
  it('for good when every attempt of more than two days was in vain', async () => {
    const id = await queue(mailTo('slow@example.test'));
    const failing = {
      kind: 'smtp',
      close: () => {},
      verify: async () => {},
      send: async () => Promise.reject(new Error('socket fell off')),
    } as const;
    const real = w.services.mail;
    Object.assign(w.services, { mail: failing });
    let hours = 0;
    for (; (await rowOf(id)).state === 'queued' && hours < 100; hours += 0.5) {
      await w.drain();
      w.shift(30 * 60_000);
    }
    Object.assign(w.services, { mail: real });
    expect(hours).toBeGreaterThan(48);
    expect(await rowOf(id)).toMatchObject({ state: 'failed', attempts: 55, last_error: 'The mail could not be handed over.' });
    // Two days later their sessions have ended.
    admin = await w.session(admin);
    expect((await admin.call('GET', `/mails/${id}`)).body).toMatchObject({
      state: 'failed',
      lastError: 'The mail could not be handed over.',
    });
  });

  it('at once in a real workspace without a mail server', async () => {
    const real = w.services.mail;
    Object.assign(w.services, { mail: null });
    const id = await queue(mailTo('d@example.test'));
    await w.drain();
    expect((await admin.call('GET', '/mails')).body.transport).toBe('none');
    Object.assign(w.services, { mail: real });
    expect(await rowOf(id)).toMatchObject({ state: 'failed', last_error: expect.stringContaining('Set SMTP_URL') });
  });
});
