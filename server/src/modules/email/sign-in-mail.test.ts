import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let master: Someone;
beforeAll(async () => {
  w = await world({ env: { PORTICO_DEMO: '1' } });
  master = await w.tech({ role: 'master-admin' });
});
afterAll(() => w.close());

const ask = async (email: string): Promise<void> => {
  const asked = await w.anyone.call('POST', '/sign-in/start', { email });
  expect(asked.status, JSON.stringify(asked.body)).toBeLessThan(300);
};
const rows = async <T>(query: ReturnType<typeof sql>): Promise<T[]> => (await w.db.execute(query)).rows as T[];
const mailOf = async (address: string) =>
  (await rows<Record<string, string | null>>(sql`select * from mails where to_address = ${address}`))[0] ?? {};
const received = async (address: string) =>
  (await rows<{ subject: string; html: string; body_text: string }>(sql`select * from inbox_messages where to_address = ${address}`))[0];

describe('a sign-in mail', () => {
  it('is sealed until sent, erased after, and in no job', async () => {
    const contact = await w.contact({ email: 'mira@example.test', name: 'Mira' });
    await ask(contact.email);
    const waiting = await mailOf(contact.email);
    expect(waiting).toMatchObject({ state: 'queued', html: null, body_text: null, sealed: expect.stringMatching(/^s1\./) });
    const jobs = await rows<{ name: string; data: Record<string, unknown> }>(
      sql`select name, data from pgboss.job where name like 'mail.%'`,
    );
    expect(jobs).toMatchObject([{ name: 'mail.deliverSecret', data: { mailId: waiting.id } }]);
    await w.drain();
    const mail = await received(contact.email);
    const code = /^ {4}(\d{6})$/m.exec(mail?.body_text ?? '')?.[1] ?? 'no code';
    expect(mail?.html).toContain(code);
    expect(mail?.body_text).toContain('/sign-in/link#');
    expect(mail?.subject).not.toContain(code);
    const after = await mailOf(contact.email);
    expect(after).toMatchObject({ state: 'sent', sealed: null, html: null, body_text: null });
    const everywhere = await rows<{ all: string }>(
      sql`select coalesce(string_agg(m::text, ' '), '') || (select coalesce(string_agg(j::text, ' '), '') from pgboss.job j) || (select coalesce(string_agg(e::text, ' '), '') from events e) as all from mails m`,
    );
    expect(everywhere[0]?.all).not.toContain(code);
    const seen = await master.call('GET', `/mails/${after.id}`);
    expect(seen.body).toMatchObject({ isSealed: true, html: null, text: null });
    expect(await master.call('POST', `/mails/${after.id}/retry`)).toMatchObject({ status: 409, body: { code: 'mail.contentErased' } });
  });

  it('is written in German to who reads German', async () => {
    const contact = await w.contact({ email: 'jens@example.test' });
    await w.db.execute(sql`update accounts set locale = 'de' where id = ${contact.id}`);
    await ask(contact.email);
    await w.drain();
    const mail = await received(contact.email);
    expect(mail?.subject).toContain('Ihr Anmeldecode');
    expect(mail?.body_text).toContain('Code und Link gelten 10 Minuten');
    expect(mail?.html).toContain('<html lang="de"');
  });

  it('fails and is erased when the code ran out first', async () => {
    const contact = await w.contact({ email: 'late@example.test' });
    await ask(contact.email);
    w.shift(11 * 60_000);
    await w.drain();
    expect(await mailOf(contact.email)).toMatchObject({ state: 'failed', sealed: null, last_error: expect.stringContaining('ran out') });
    expect(await received(contact.email)).toBeUndefined();
  });

  it('is not made for an address nobody has', async () => {
    await ask('stranger@example.test');
    await w.drain();
    expect(await mailOf('stranger@example.test')).toEqual({});
  });
});
