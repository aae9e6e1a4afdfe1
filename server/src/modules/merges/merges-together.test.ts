import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertGroup, insertMember } from '../../../test/group-samples.ts';
import { type Someone, type World, world } from '../../../test/world.ts';

/** Merges beside other merges and moves, and what they leave to those who see a part. */
let w: World;
let admin: Someone;
beforeAll(async () => {
  w = await world();
  admin = await w.tech({ role: 'admin' });
});
afterAll(() => w.close());

const start = (who: Someone, kind: 'contact' | 'company', loserId: number, winnerId: number) =>
  who.call('POST', '/merges', { kind, loserId, winnerId });
const undoing = (who: Someone, id: number) => who.call('POST', `/merges/${id}/undo`);
const relocate = (id: number, body: object) => admin.call('POST', `/contacts/${id}/relocation`, body);
async function merge(kind: 'contact' | 'company', loserId: number, winnerId: number) {
  const made = await start(admin, kind, loserId, winnerId);
  expect(made, JSON.stringify(made.body)).toMatchObject({ status: 202 });
  await w.drain();
  return (await admin.call('GET', `/merges/${made.body.id}`)).body;
}
async function undo(id: number) {
  const answer = await undoing(admin, id);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 202 });
  await w.drain();
  return (await admin.call('GET', `/merges/${id}`)).body;
}
const rowsOf = async (text: ReturnType<typeof sql>) => (await w.db.execute(text)).rows;
const placeOf = async (ticketId: number) =>
  (await rowsOf(sql`select company_id as company, contact_id as contact from tickets where id = ${ticketId}`))[0];

describe('the same person in both companies', () => {
  async function twins() {
    const [one, two] = [await w.company(), await w.company()];
    const email = `twin${one.id}@both.test`;
    const here = await w.contact({ companyId: one.id, email });
    const there = await w.contact({ companyId: two.id, email });
    return { one, two, here, there };
  }

  it('colleagues in copy and memberships come along, and an undo gives each back', async () => {
    const { one, two, here, there } = await twins();
    const colleague = await w.contact({ companyId: one.id });
    const groupId = await insertGroup(w.db, one.id, 'Comes along');
    await insertMember(w.db, groupId, here.id, 'manager');
    const [tag] = await rowsOf(sql`insert into group_tags (name) values (${`seen${one.id}`}) returning id`);
    await w.db.execute(sql`insert into contact_group_tags (contact_id, tag_id) values (${here.id}, ${Number(tag?.id)})`);
    const ticket = await w.ticket({ from: here });
    await here.call('POST', `/tickets/${ticket.id}/participants`, { accountId: colleague.id, role: 'cc' });
    const merged = await merge('company', one.id, two.id);
    expect(merged.counts.twins).toBe(1);
    expect(await placeOf(ticket.id)).toEqual({ company: two.id, contact: there.id });
    expect((await colleague.call('GET', `/tickets/${ticket.id}`)).status).toBe(200);
    const rights = async () => [
      ...(await rowsOf(sql`select contact_id as id from contact_group_members where group_id = ${groupId}`)),
      ...(await rowsOf(sql`select contact_id as id from contact_group_tags where tag_id = ${Number(tag?.id)}`)),
    ];
    expect(await rights()).toEqual([{ id: there.id }, { id: there.id }]);
    expect(await undo(merged.id)).toMatchObject({ state: 'undone', kept: {} });
    expect(await placeOf(ticket.id)).toEqual({ company: one.id, contact: here.id });
    expect(await rights()).toEqual([{ id: here.id }, { id: here.id }]);
  });

  it('the account that is in use stays, whichever side it is on', async () => {
    const { one, two, here, there } = await twins();
    const [mine, old] = [await w.ticket({ from: here }), await w.ticket({ from: there })];
    await admin.call('PATCH', `/contacts/${there.id}`, { active: false });
    const merged = await merge('company', one.id, two.id);
    expect((await admin.call('GET', `/contacts/${here.id}`)).body).toMatchObject({ active: true, email: here.email });
    expect((await admin.call('GET', `/contacts/${there.id}`)).body).toMatchObject({ active: false, email: null });
    expect((await here.call('GET', '/me')).status).toBe(200);
    for (const { id } of [mine, old]) expect(await placeOf(id)).toEqual({ company: two.id, contact: here.id });
    expect(await undo(merged.id)).toMatchObject({ state: 'undone', kept: {} });
    expect(await placeOf(mine.id)).toEqual({ company: one.id, contact: here.id });
    expect(await placeOf(old.id)).toEqual({ company: two.id, contact: there.id });
    expect((await admin.call('GET', `/contacts/${there.id}`)).body).toMatchObject({ active: false, email: there.email });
  });
});

describe('taken back after something else happened', () => {
  it('tickets that went to another company meanwhile stay there, with their contact', async () => {
    const [one, two] = [await w.company(), await w.company()];
    const [loser, winner] = [await w.contact({ companyId: one.id }), await w.contact({ companyId: one.id })];
    const ticket = await w.ticket({ from: loser });
    const merged = await merge('contact', loser.id, winner.id);
    expect((await relocate(winner.id, { companyId: two.id, tickets: 'move' })).status).toBe(202);
    await w.drain();
    expect((await undo(merged.id)).kept).toMatchObject({ tickets: 1 });
    expect(await placeOf(ticket.id)).toEqual({ company: two.id, contact: winner.id });
  });

  it('tickets that another contact got meanwhile do not go back to the company of the first one', async () => {
    const [one, two] = [await w.company(), await w.company()];
    const [first, next] = [await w.contact({ companyId: one.id }), await w.contact({ companyId: two.id })];
    const ticket = await w.ticket({ from: first });
    const merged = await merge('company', one.id, two.id);
    await merge('contact', first.id, next.id);
    expect((await undo(merged.id)).kept).toMatchObject({ tickets: 1 });
    expect(await placeOf(ticket.id)).toEqual({ company: two.id, contact: next.id });
  });

  it('a merge of contacts waits until that of their companies is taken back', async () => {
    const [one, two, three] = [await w.company(), await w.company(), await w.company()];
    const [loser, winner] = [await w.contact({ companyId: one.id }), await w.contact({ companyId: two.id })];
    const ticket = await w.ticket({ from: loser });
    const contacts = await merge('contact', loser.id, winner.id);
    const companies = await merge('company', one.id, three.id);
    expect(await undoing(admin, contacts.id)).toMatchObject({ status: 409, body: { code: 'merge.later' } });
    expect(await placeOf(ticket.id)).toEqual({ company: two.id, contact: winner.id });
    await undo(companies.id);
    expect(await undo(contacts.id)).toMatchObject({ state: 'undone', kept: {} });
    expect(await placeOf(ticket.id)).toEqual({ company: one.id, contact: loser.id });
  });
});

describe('what waits and who sees it', () => {
  it('a mail that still waits for the loser does not follow, one that was sent does', async () => {
    const { id: companyId } = await w.company();
    const [loser, winner] = [await w.contact({ companyId }), await w.contact({ companyId })];
    const mail = async (state: string) =>
      Number(
        (
          await rowsOf(sql`insert into mails (message_id, dedupe_key, kind, account_id, to_address, subject, html, body_text, state, created_at)
            values (${`<${state}${loser.id}@x.test>`}, ${`test:${state}:${loser.id}`}, 'test', ${loser.id}, ${loser.email}, 'Hello', 'Hello', 'Hello', ${state}, now())
            returning id`)
        )[0]?.id,
      );
    const [sent, waiting, failed] = [await mail('sent'), await mail('queued'), await mail('failed')];
    const merged = await merge('contact', loser.id, winner.id);
    const of = async (id: number) => (await rowsOf(sql`select account_id as id from mails where id = ${id}`))[0]?.id;
    expect([await of(sent), await of(waiting), await of(failed)]).toEqual([winner.id, loser.id, loser.id]);
    await w.services.jobs.send(w.db, 'mail.deliver', { mailId: waiting });
    await w.drain({ failures: 'allow' });
    expect(await rowsOf(sql`select state from mails where id = ${waiting}`)).toEqual([{ state: 'suppressed' }]);
    expect(await rowsOf(sql`select 1 from inbox_messages where mail_id = ${waiting}`)).toEqual([]);
    await undo(merged.id);
    expect(await of(sent)).toBe(loser.id);
  });

  it('an administrator restricted to both companies sees the merge he made and can take it back', async () => {
    const [one, two, other] = [await w.company(), await w.company(), await w.company()];
    const both = await w.tech({ role: 'admin', companyIds: [one.id, two.id] });
    const stranger = await w.tech({ role: 'admin', companyIds: [other.id, one.id] });
    const { body } = await start(both, 'company', one.id, two.id);
    expect((await both.call('GET', `/merges/${body.id}`)).status).toBe(200);
    expect((await stranger.call('GET', `/merges/${body.id}`)).status).toBe(404);
    await w.drain();
    expect(await rowsOf(sql`select company_id as id from tech_companies where tech_id = ${both.id}`)).toEqual([{ id: two.id }]);
    expect((await both.call('GET', `/merges/${body.id}`)).body).toMatchObject({ state: 'done', can: { undo: true } });
    expect((await both.call('GET', '/merges')).body.items).toMatchObject([{ id: body.id }]);
    expect((await undoing(both, body.id)).status).toBe(202);
    await w.drain();
    expect((await both.call('GET', `/merges/${body.id}`)).body).toMatchObject({ state: 'undone' });
  });
});

describe('nothing starts on what another job is working on', () => {
  const code = async (answer: Promise<{ status: number; body: { code?: string } }>) => {
    const { status, body } = await answer;
    return body.code ?? status;
  };
  const move = (id: number, companyId: number) => code(relocate(id, { companyId, tickets: 'move' }));
  const begin = (kind: 'contact' | 'company', loserId: number, winnerId: number) => code(start(admin, kind, loserId, winnerId));
  const erase = async (id: number, email: string) => {
    const master = await w.tech({ role: 'master-admin' });
    return code(master.call('POST', `/contacts/${id}/erasure`, { confirm: email, redactTexts: false }));
  };
  async function scene() {
    const [one, two, away] = [await w.company(), await w.company(), await w.company()];
    const [a, b, c] = [
      await w.contact({ companyId: one.id }),
      await w.contact({ companyId: one.id }),
      await w.contact({ companyId: away.id }),
    ];
    await w.ticket({ from: a });
    return { one, two, away, a, b, c };
  }

  it('a merge of companies lets nobody in them be moved, merged or erased', async () => {
    const { one, two, away, a, b, c } = await scene();
    const there = await w.contact({ companyId: two.id });
    expect(await begin('company', one.id, two.id)).toBe(202);
    expect(await move(c.id, one.id)).toBe('relocation.running');
    expect(await move(c.id, two.id)).toBe('relocation.running');
    expect(await move(a.id, away.id)).toBe('relocation.running');
    expect(await begin('contact', a.id, b.id)).toBe('merge.running');
    expect(await begin('contact', there.id, c.id)).toBe('merge.running');
    expect(await erase(there.id, there.email)).toBe('erasure.busy');
    await w.drain();
    expect(await begin('contact', a.id, b.id)).toBe(202);
    await w.drain();
  });

  it('companies wait for merges, moves and erasures in them, also to be taken back', async () => {
    const { one, two, away, a, b, c } = await scene();
    expect(await begin('contact', a.id, b.id)).toBe(202);
    expect(await begin('company', one.id, two.id)).toBe('merge.running');
    await w.drain();
    expect(await move(b.id, away.id)).toBe(202);
    for (const { id } of [one, away]) expect(await begin('company', id, two.id)).toBe('merge.running');
    await w.drain();
    expect(await erase(c.id, c.email)).toBe(202);
    expect(await begin('company', two.id, away.id)).toBe('merge.running');
    await w.drain({ failures: 'allow' });
    const merged = await merge('company', two.id, away.id);
    const next = await w.contact({ companyId: away.id });
    const contacts = await start(admin, 'contact', next.id, b.id);
    expect(await code(undoing(admin, merged.id))).toBe('merge.running');
    await w.drain();
    expect(await code(undoing(admin, merged.id))).toBe(202);
    expect(await code(undoing(admin, contacts.body.id))).toBe('merge.running');
    await w.drain();
    expect(await code(undoing(admin, contacts.body.id))).toBe(202);
    await w.drain();
  });

  it('whoever is being handed tickets is not merged, moved or erased meanwhile', async () => {
    const { one, two, a, b } = await scene();
    const third = await w.contact({ companyId: one.id });
    expect(await code(relocate(a.id, { companyId: two.id, tickets: 'hand-over', heirId: b.id }))).toBe(202);
    expect(await begin('contact', b.id, third.id)).toBe('merge.running');
    expect(await move(b.id, two.id)).toBe('relocation.running');
    expect(await erase(b.id, b.email)).toBe('erasure.busy');
    // Others of the company are not held up.
    expect(await move(third.id, two.id)).toBe(202);
    await w.drain();
  });

  it('a company that goes and a contact that comes at once: one of them', async () => {
    const { one, two, a, c } = await scene();
    await w.ticket({ from: c });
    const both = await Promise.all([begin('company', one.id, two.id), move(c.id, one.id), move(a.id, two.id)]);
    expect(both[0] === 202 ? both.slice(1) : [both[0]]).toEqual(
      both[0] === 202 ? ['relocation.running', 'relocation.running'] : ['merge.running'],
    );
    await w.drain();
  });
});
