import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';
import { nowIso } from '../../kernel/clock.ts';

let w: World;
let master: Someone;
beforeAll(async () => {
  w = await world();
  master = await w.tech({ role: 'master-admin', email: 'boss@operator.test' });
});
afterAll(() => w.close());

interface Found {
  readonly key: string;
  readonly state: string;
  readonly link: string | null;
  readonly detail: string | null;
}
const ask = async (email: string, who: Someone = master) => {
  const answer = await who.call('GET', `/sign-in-diagnosis?email=${encodeURIComponent(email)}`);
  expect(answer.status).toBe(200);
  return answer.body as { findings: Found[]; creationVerdict: string | null };
};
const problems = async (email: string, who?: Someone) =>
  (await ask(email, who)).findings.filter(({ state }) => state === 'problem').map(({ key, link }) => [key, link]);

describe('allows', () => {
  it('nothing to find for somebody who can sign in', async () => {
    const contact = await w.contact({ companyId: (await w.company()).id, email: 'Fine@here.test' });
    expect(await problems('FINE@here.test')).toEqual([]);
    expect((await ask('fine@here.test')).findings.map(({ key }) => key)).toEqual([
      'address.known',
      'person.open',
      'method.emailOn',
      'limit.free',
      'mail.none',
      'portal.address',
    ]);
    expect((await ask('fine@here.test')).findings[1]?.link).toBe(`/contacts/${contact.id}`);
  });
  it('every reason that keeps somebody out to be named, with the page that mends it', async () => {
    const { id: companyId } = await w.company();
    const contact = await w.contact({ companyId, email: 'shut@here.test' });
    await master.call('PATCH', `/contacts/${contact.id}`, { active: false });
    expect(await problems('shut@here.test')).toEqual([['person.disabled', `/contacts/${contact.id}`]]);
    await master.call('PATCH', `/contacts/${contact.id}`, { active: true });
    await master.call('PATCH', `/companies/${companyId}`, { active: false });
    expect(await problems('shut@here.test')).toEqual([['person.company-disabled', `/companies/${companyId}`]]);
    await master.call('PATCH', `/companies/${companyId}`, { active: true });
    await w.db.execute(sql`update company_types set opens_portal = name = 'Partner'`);
    expect(await problems('shut@here.test')).toEqual([['person.company-type', '/portal-access']]);
    await w.db.execute(sql`update company_types set opens_portal = false`);
    await w.db.execute(sql`update company_statuses set opens_portal = name = 'Former'`);
    expect(await problems('shut@here.test')).toEqual([['person.company-status', '/portal-access']]);
    await w.db.execute(sql`update company_statuses set opens_portal = false`);
    expect(await problems('shut@here.test')).toEqual([]);
  });
  it('passkeys that sign in, that the rules keep out, and the lack of one where nothing else is let in', async () => {
    const { id: companyId } = await w.company();
    const { id } = await w.contact({ companyId, email: 'keys@here.test' });
    const rules = (methods: string[] | null) =>
      master.call('PUT', `/companies/${companyId}/sign-in-rules`, { methods, sharedComputers: false, secondFactor: false });
    const found = async () =>
      (await ask('keys@here.test')).findings.flatMap(({ key, state }) => (key.startsWith('passkey.') ? [[key, state]] : []));
    expect(await found()).toEqual([]);
    await rules(['passkey']);
    expect(await found()).toEqual([['passkey.missing', 'problem']]);
    await w.db.execute(sql`insert into account_passkeys (account_id, credential_id, public_key, user_handle, is_synced, name, created_at)
      values (${id}, 'one', 'x', 'y', false, 'Laptop', ${nowIso()})`);
    expect(await found()).toEqual([['passkey.works', 'ok']]);
    await rules(['email']);
    expect(await found()).toEqual([['passkey.off', 'note']]);
    await rules(null);
  });
  it('limits that were reached and mail that did not arrive to be seen', async () => {
    await w.contact({ companyId: (await w.company()).id, email: 'waits@here.test' });
    const now = nowIso();
    await w.db.execute(sql`insert into sign_in_attempts (at, email_key, method, result, reason)
      values (${now}, 'waits@here.test', 'email-code', 'refused', 'limit.exceeded')`);
    const { rows } = await w.db.execute<{
      id: number;
    }>(sql`insert into mails (message_id, dedupe_key, kind, to_address, subject, state, last_error, created_at)
      values ('d1', 'd1', 'sign-in-code', 'Waits@here.test', 'Code', 'failed', 'The mailbox is full.', ${now}) returning id`);
    expect(await problems('waits@here.test')).toEqual([
      ['limit.reached', null],
      ['mail.failed', `/mail/${rows[0]?.id}`],
    ]);
    expect((await ask('waits@here.test')).findings.find(({ key }) => key === 'mail.failed')?.detail).toBe('The mailbox is full.');
  });
  it('an unknown address to be told as such, with what a first sign-in would do', async () => {
    const { findings, creationVerdict } = await ask('nobody@nowhere.test');
    expect(findings.slice(0, 2).map(({ key, state }) => [key, state])).toEqual([
      ['address.unknown', 'problem'],
      ['creation.nobody', 'note'],
    ]);
    expect(creationVerdict).toBe('rule.off');
  });
  it('one address of several people to be told apart', async () => {
    for (let n = 0; n < 2; n++) await w.contact({ companyId: (await w.company()).id, email: 'twice@here.test' });
    expect((await ask('twice@here.test')).findings.map(({ key }) => key).slice(0, 3)).toEqual([
      'address.several',
      'person.open',
      'person.open',
    ]);
  });
});

describe('refuses', () => {
  it('administrators of some companies: an unknown address and somebody else’s get the same answer', async () => {
    const [mine, other] = [await w.company(), await w.company()];
    await w.contact({ companyId: mine.id, email: 'mine@here.test' });
    await w.contact({ companyId: other.id, email: 'other@here.test' });
    const narrow = await w.tech({ role: 'admin', companyIds: [mine.id] });
    expect(await problems('mine@here.test', narrow)).toEqual([]);
    const unknown = await ask('nobody@nowhere.test', narrow);
    for (const email of ['other@here.test', 'boss@operator.test']) expect(await ask(email, narrow)).toEqual(unknown);
    expect(unknown.findings).toHaveLength(1);
  });
  it('everybody who is no administrator', async () => {
    const path = '/sign-in-diagnosis?email=a@b.test';
    expect((await (await w.tech({ role: 'advanced' })).call('GET', path)).status).toBe(403);
    expect((await (await w.contact()).call('GET', path)).status).toBe(404);
    expect((await w.anyone.call('GET', path)).status).toBe(401);
  });
});
