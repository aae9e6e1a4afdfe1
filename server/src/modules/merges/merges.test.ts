import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertGroup, insertMember } from '../../../test/group-samples.ts';
import { type Someone, type World, world } from '../../../test/world.ts';
import { systemActor } from '../../kernel/events/operations.ts';
import { runMerge } from './operations/run-merge.ts';
import { COMPANY_FOLLOWS, COMPANY_STAYS, CONTACT_FOLLOWS, CONTACT_STAYS } from './relations.ts';

let w: World;
let admin: Someone;
beforeAll(async () => {
  w = await world();
  admin = await w.tech({ role: 'admin' });
});
afterAll(() => w.close());

const start = (who: Someone, kind: 'contact' | 'company', loserId: number, winnerId: number, take: string[] = []) =>
  who.call('POST', '/merges', { kind, loserId, winnerId, take });
const seen = async (id: number) => (await admin.call('GET', `/merges/${id}`)).body;
async function merge(kind: 'contact' | 'company', loserId: number, winnerId: number, take: string[] = []) {
  const made = await start(admin, kind, loserId, winnerId, take);
  expect(made, JSON.stringify(made.body)).toMatchObject({ status: 202, body: { state: 'running' } });
  await w.drain();
  return seen(made.body.id);
}
async function undo(id: number) {
  expect((await admin.call('POST', `/merges/${id}/undo`)).status).toBe(202);
  await w.drain();
  return seen(id);
}
const rowsOf = async (text: ReturnType<typeof sql>) => (await w.db.execute(text)).rows;

/** Every row that a merge may touch, without what merely counts changes. */
async function everything(): Promise<Record<string, unknown[]>> {
  const tables = [...CONTACT_FOLLOWS, ...COMPANY_FOLLOWS].map((one) => one.table);
  const found: Record<string, unknown[]> = {};
  for (const table of new Set([
    ...tables,
    'accounts',
    'contacts',
    'companies',
    'identity_providers',
    'settings',
    'external_links',
    'account_passwords',
  ])) {
    const rows = await rowsOf(
      sql`select to_jsonb(t) - 'version' - 'updated_at' - 'last_seen_at' - ${table === 'companies' ? 'search' : ''}::text as row from ${sql.raw(table)} t`,
    );
    found[table] = rows.map(({ row }) => JSON.stringify(row)).sort();
  }
  return found;
}

/** Numbers that look random and are the same every time. */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * most);
  };
}

/** Two companies full of people who have done something, some of them twice there. */
async function generated(seed: number) {
  const roll = dice(seed);
  const [one, two] = [await w.company(), await w.company()];
  const twins = roll(3);
  const people: Someone[] = [];
  for (let n = 0; n < 6; n++) people.push(await w.contact({ companyId: n % 2 ? one.id : two.id, name: `Person ${n % 4}` }));
  for (let n = 0; n < twins; n++) {
    const email = `twin${seed}x${n}@both.test`;
    for (const { id } of [one, two]) people.push(await w.contact({ companyId: id, email, name: 'Twin There' }));
  }
  for (const company of [one, two])
    await admin.call('PATCH', `/companies/${company.id}`, {
      domains: [`d${seed}.test`, `own${company.id}.test`],
      tags: ['both', `t${company.id}`],
    });
  const groups = [];
  for (const company of [one, two]) groups.push({ id: await insertGroup(w.db, company.id, `Sales ${seed}`), companyId: company.id });
  for (const person of people) {
    await admin.call('PATCH', `/contacts/${person.id}`, {
      tags: ['vip', `x${roll(3)}`],
      notes: `Note ${roll(9)}`,
      phone: `+49 30 ${1000 + roll(999)}`,
    });
    for (const group of groups)
      if (group.companyId === person.companyId && roll(3) > 0)
        await insertMember(w.db, group.id, person.id, roll(2) ? 'regular' : 'manager');
    for (let n = roll(4); n > 0; n--) {
      const ticket = await w.ticket({ from: person });
      const colleague = people[roll(people.length)];
      if (colleague && colleague.companyId === person.companyId && colleague !== person)
        await person.call('POST', `/tickets/${ticket.id}/participants`, { accountId: colleague.id, role: 'cc' });
      await person.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: `<p>Words ${roll(99)}</p>` });
      await person.call('PUT', `/drafts/ticket:${ticket.id}:reply`, { body: { html: 'half' } });
    }
    await person.call('PUT', '/drafts/ticket:new', { body: { html: 'mine' } });
    await w.db.execute(sql`insert into external_links (system, entity, local_id, external_id, synced_at)
      values (${roll(2) ? 'psa' : 'crm'}, 'contact', ${person.id}, ${`ext${person.id}`}, now())`);
  }
  const narrow = await w.tech({ companyIds: [one.id] });
  await w.tech({ companyIds: [one.id, two.id] });
  await w.db.execute(sql`insert into identity_providers (kind, name, scope, company_id, enabled, created_at, updated_at)
    values ('oidc', ${`Provider ${seed}`}, 'company', ${one.id}, true, now(), now())`);
  await w.drain();
  return { one, two, people, groups, narrow };
}

describe('the database’s own catalogue', () => {
  const pointing = async (tables: string) =>
    (
      await rowsOf(sql`select r.relname || '.' || a.attname as name from pg_constraint c join pg_class r on r.oid = c.conrelid
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and c.confrelid::regclass::text in (${sql.raw(tables)}) order by 1`)
    ).map((row) => row.name);
  const decided = (follows: readonly { table: string; column: string }[], stays: Readonly<Record<string, string>>) =>
    [...new Set(follows.map((one) => `${one.table}.${one.column}`)), ...Object.keys(stays)].sort();
  const hint = 'Decide in modules/merges/relations.ts what a merge does with it: does it follow the record that is kept, or stay, and why?';

  it('every foreign key to a contact is decided', async () => {
    expect(await pointing("'accounts', 'contacts'"), hint).toEqual(decided(CONTACT_FOLLOWS, CONTACT_STAYS));
  });
  it('every foreign key to a company is decided', async () => {
    expect(await pointing("'companies'"), hint).toEqual(decided(COMPANY_FOLLOWS, COMPANY_STAYS));
  });
  it('the keys by which an undo finds rows again are those of the database', async () => {
    for (const { table, key } of [...CONTACT_FOLLOWS, ...COMPANY_FOLLOWS]) {
      const rows =
        await rowsOf(sql`select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
        where i.indrelid = ${table}::regclass and i.indisprimary`);
      expect(rows.map((row) => row.name).sort(), table).toEqual([...key].sort());
    }
  });
});

describe('allows', () => {
  it('everything that pointed to the loser points to the winner', async () => {
    const { one, people } = await generated(7);
    const [loser, winner] = people.filter((person) => person.companyId === one.id) as [Someone, Someone];
    const ticket = await w.ticket({ from: loser });
    await loser.call('POST', `/tickets/${ticket.id}/participants`, { accountId: winner.id, role: 'cc' });
    expect(await merge('contact', loser.id, winner.id)).toMatchObject({ state: 'done', can: { undo: true } });
    for (const { table, column } of CONTACT_FOLLOWS.filter((relation) => !relation.only))
      expect(await rowsOf(sql`select 1 from ${sql.raw(table)} where ${sql.raw(column)} = ${loser.id}`), `${table}.${column}`).toEqual([]);
    expect((await winner.call('GET', `/tickets/${ticket.id}`)).body).toMatchObject({ id: ticket.id });
    expect(await rowsOf(sql`select role from ticket_participants where ticket_id = ${ticket.id} and account_id = ${winner.id}`)).toEqual([
      { role: 'owner' },
    ]);
    const stub = (await admin.call('GET', `/contacts/${loser.id}`)).body;
    expect(stub).toMatchObject({ active: false, email: null, canSignIn: false });
    expect((await admin.call('GET', `/merges?kind=contact&recordId=${loser.id}`)).body.items[0]).toMatchObject({
      winner: { id: winner.id },
    });
    expect((await admin.call('PATCH', `/contacts/${loser.id}`, { active: true })).body.code).toBe('contact.gone');
  });

  it.each([1, 2, 3])('a merge of contacts and its undo leave every row as it was (world %i)', { timeout: 60_000 }, async (seed) => {
    const { people } = await generated(seed);
    const roll = dice(seed * 31);
    const loser = people[roll(people.length)] as Someone;
    const others = people.filter((person) => person !== loser);
    const winner = others[roll(others.length)] as Someone;
    const third = people.some((one) => one !== loser && one !== winner && one.companyId === winner.companyId && one.email === loser.email);
    const before = await everything();
    if (third) expect((await start(admin, 'contact', loser.id, winner.id, ['email'])).body.code).toBe('contact.emailTaken');
    const merged = await merge('contact', loser.id, winner.id, ['name', ...(third ? [] : ['email']), 'phone', 'notes']);
    expect(await everything()).not.toEqual(before);
    expect(await undo(merged.id)).toMatchObject({ state: 'undone', kept: {}, undoneBy: { id: admin.id } });
    expect(await everything()).toEqual(before);
  });

  it.each([11, 12])('a merge of companies and its undo leave every row as it was (world %i)', { timeout: 60_000 }, async (seed) => {
    const { one, two, narrow } = await generated(seed);
    const before = await everything();
    const merged = await merge('company', one.id, two.id, ['name', 'phone', 'notes', 'links']);
    expect(merged.state).toBe('done');
    for (const { table, column, only } of COMPANY_FOLLOWS.filter((relation) => !relation.only))
      expect(await rowsOf(sql`select 1 from ${sql.raw(table)} where ${sql.raw(column)} = ${one.id}`), `${table}.${column} ${only}`).toEqual(
        [],
      );
    expect(await rowsOf(sql`select 1 from accounts where company_id = ${one.id} and email is not null`)).toEqual([]);
    expect((await narrow.call('GET', `/companies/${two.id}`)).status).toBe(200);
    expect(await undo(merged.id)).toMatchObject({ state: 'undone', kept: {} });
    expect(await everything()).toEqual(before);
  });

  it('what happened after the merge stays where it is, and the undo says how much that was', async () => {
    const { id: companyId } = await w.company();
    const [loser, winner] = [await w.contact({ companyId }), await w.contact({ companyId })];
    const [kept, given] = [await w.ticket({ from: loser }), await w.ticket({ from: loser })];
    const merged = await merge('contact', loser.id, winner.id, ['name']);
    const later = await w.ticket({ from: winner });
    const third = await w.contact({ companyId });
    await admin.call('PATCH', `/tickets/${given.id}`, { contactId: third.id });
    await admin.call('PATCH', `/contacts/${winner.id}`, { name: 'Newer Name' });
    const undone = await undo(merged.id);
    expect(undone.kept).toMatchObject({ tickets: 1, accounts: 1 });
    const ownerOf = async (id: number) => (await rowsOf(sql`select contact_id as id from tickets where id = ${id}`))[0]?.id;
    expect([await ownerOf(kept.id), await ownerOf(given.id), await ownerOf(later.id)]).toEqual([loser.id, third.id, winner.id]);
    expect((await admin.call('GET', `/contacts/${winner.id}`)).body.name).toBe('Newer Name');
    expect((await admin.call('GET', `/contacts/${loser.id}`)).body).toMatchObject({ active: true, email: loser.email });
  });

  it('in portions, and goes on after a kill in the middle', { timeout: 60_000 }, async () => {
    const { id: companyId } = await w.company();
    const [loser, winner] = [await w.contact({ companyId }), await w.contact({ companyId })];
    const ticket = await w.ticket({ from: loser });
    await w.db.execute(sql`insert into tickets (number, title, company_id, contact_id, queue_id, status_id, priority_id, created_at, updated_at, public_at)
      select 5000000 + n, 'Ticket', company_id, contact_id, queue_id, status_id, priority_id, created_at, updated_at, public_at
      from tickets, generate_series(1, 1999) n where id = ${ticket.id}`);
    const { body } = await start(admin, 'contact', loser.id, winner.id);
    const ctx = w.operations.read({ actor: systemActor('merges.run'), origin: 'job' });
    let portions = 0;
    const write = ctx.services.write;
    const dies: typeof write = (outer, work) =>
      write(outer, async (writing) => {
        const more = await work(writing);
        if (++portions === 3) throw new Error('killed');
        return more;
      });
    await expect(runMerge({ ...ctx, services: { ...ctx.services, write: dies } }, body.id)).rejects.toThrow('killed');
    expect((await seen(body.id)).counts.tickets).toBeLessThanOrEqual(1000);
    const { count } = await w.countStatements(() => runMerge(ctx, body.id));
    expect(count).toBeLessThan(300);
    expect(await seen(body.id)).toMatchObject({ state: 'done' });
    expect(await rowsOf(sql`select count(*)::int as n from tickets where contact_id = ${winner.id}`)).toEqual([{ n: 2000 }]);
    await w.drain();
    await undo(body.id);
    expect(await rowsOf(sql`select count(*)::int as n from tickets where contact_id = ${loser.id}`)).toEqual([{ n: 2000 }]);
  });

  it('takes over the chosen fields, joins notes and shows both sides before', async () => {
    const [one, two] = [await w.company({ name: 'Acme GmbH' }), await w.company({ name: 'ACME' })];
    await admin.call('PATCH', `/companies/${one.id}`, {
      phone: '+49 30 1',
      notes: 'From one',
      links: [{ label: 'Web', url: 'https://one.test' }],
    });
    await admin.call('PATCH', `/companies/${two.id}`, { notes: 'From two' });
    const preview = (await admin.call('GET', `/merges/preview?kind=company&loserId=${one.id}&winnerId=${two.id}`)).body;
    expect(preview).toMatchObject({ blocked: null, warnings: [], counts: { contacts: 0, twins: 0 } });
    expect(preview.fields.find((row: { field: string }) => row.field === 'phone')).toEqual({
      field: 'phone',
      loser: '+49 30 1',
      winner: null,
    });
    const found = (await admin.call('GET', `/duplicates?kind=company&recordId=${one.id}`)).body.items;
    expect(found).toMatchObject([{ reason: 'name', one: { id: one.id }, other: { id: two.id } }]);
    await merge('company', one.id, two.id, ['name', 'phone', 'notes', 'links']);
    expect((await admin.call('GET', `/companies/${two.id}`)).body).toMatchObject({
      name: 'Acme GmbH',
      phone: '+49 30 1',
      notes: 'From two\n\nFrom one',
      links: [{ label: 'Web' }],
    });
    expect((await admin.call('GET', `/companies/${one.id}`)).body).toMatchObject({ name: `Acme GmbH (${one.id})`, active: false });
    expect((await admin.call('GET', `/duplicates?kind=company&recordId=${two.id}`)).body.items).toEqual([]);
  });

  it('finds likely duplicates, and none in the same address at several companies', async () => {
    const [one, two] = [await w.company(), await w.company()];
    const person = { name: 'Ravi Menon', email: 'ravi@many.test' };
    const [first] = [await w.contact({ ...person, companyId: one.id }), await w.contact({ ...person, companyId: two.id })];
    const of = async (id: number) => (await admin.call('GET', `/duplicates?kind=contact&recordId=${id}`)).body.items;
    expect(await of(first.id)).toEqual([]);
    const twin = await w.contact({ companyId: one.id, name: 'ravi menon', email: 'r.menon@many.test' });
    const moved = await w.contact({ companyId: one.id, name: 'R. M.', email: 'ravi@newname.test' });
    expect((await of(first.id)).map((pair: { other: { id: number }; reason: string }) => [pair.other.id, pair.reason])).toEqual([
      [twin.id, 'name'],
      [moved.id, 'localPart'],
    ]);
    const narrow = await w.tech({ role: 'admin', companyIds: [two.id] });
    expect((await narrow.call('GET', '/duplicates?kind=contact')).body.items).toEqual([]);
  });
});

describe('refuses', () => {
  it('whoever could sign in to the loser gets into nothing by it', async () => {
    const { id: companyId } = await w.company();
    const [loser, winner] = [await w.contact({ companyId }), await w.contact({ companyId })];
    await admin.call('PUT', `/contacts/${loser.id}/password`, { password: 'correct horse battery staple 42' });
    const ticket = await w.ticket({ from: winner });
    await merge('contact', loser.id, winner.id);
    expect((await loser.call('GET', '/me')).status).toBe(401);
    // A session with a proof for the loser's address, or for its password, chooses none of the two.
    for (const [issuer, method, subject] of [
      ['email', 'email-code', loser.email],
      [`account:${loser.id}`, 'password', loser.email],
    ] as const) {
      const fresh = await w.session({ id: loser.id, email: loser.email });
      await w.db.execute(sql`update session_proofs set issuer = ${issuer}, method = ${method} where subject = ${subject.toLowerCase()}
        and session_id = (select max(id) from sessions)`);
      await w.db.execute(sql`update sessions set account_id = null where id = (select max(id) from sessions)`);
      for (const id of [loser.id, winner.id]) {
        const chosen = await fresh.call('POST', '/session/account', { accountId: id });
        expect(chosen.status, `${method} → ${id}`).toBeGreaterThanOrEqual(400);
      }
      expect((await fresh.call('GET', `/tickets/${ticket.id}`)).status).toBeGreaterThanOrEqual(400);
    }
    expect((await winner.call('GET', `/tickets/${ticket.id}`)).status).toBe(200);
  });

  it('a sign-in service of the company that goes opens nobody of the one that stays', async () => {
    const [one, two] = [await w.company(), await w.company()];
    await w.db.execute(sql`insert into identity_providers (kind, name, scope, company_id, enabled, created_at, updated_at)
      values ('oidc', ${`Theirs ${one.id}`}, 'company', ${one.id}, true, now(), now())`);
    const preview = (await admin.call('GET', `/merges/preview?kind=company&loserId=${one.id}&winnerId=${two.id}`)).body;
    expect(preview.warnings).toContain('signInServices');
    const merged = await merge('company', one.id, two.id);
    expect(await rowsOf(sql`select enabled, company_id from identity_providers where company_id in (${one.id}, ${two.id})`)).toEqual([
      { enabled: false, company_id: one.id },
    ]);
    await undo(merged.id);
    expect(await rowsOf(sql`select enabled from identity_providers where company_id = ${one.id}`)).toEqual([{ enabled: true }]);
  });

  it('rights over others in one company do not come along to another', async () => {
    const [one, two] = [await w.company(), await w.company()];
    const [loser, winner] = [await w.contact({ companyId: one.id, isManager: true }), await w.contact({ companyId: two.id })];
    const groupId = await insertGroup(w.db, one.id, 'Stays here');
    await insertMember(w.db, groupId, loser.id, 'manager');
    const ticket = await w.ticket({ from: loser });
    const foreign = await w.ticket({ from: await w.contact({ companyId: two.id }) });
    await merge('contact', loser.id, winner.id);
    expect(await rowsOf(sql`select contact_id as id from contact_group_members where group_id = ${groupId}`)).toEqual([{ id: loser.id }]);
    expect((await winner.call('GET', `/tickets/${ticket.id}`)).status).toBe(200);
    expect((await winner.call('GET', `/tickets/${foreign.id}`)).status).toBe(404);
  });

  it.each(['streamline', 'member', 'advanced'] as const)('a tech of the role %s', async (role) => {
    const { id: companyId } = await w.company();
    const [loser, winner] = [await w.contact({ companyId }), await w.contact({ companyId })];
    const tech = await w.tech({ role, ...(role === 'streamline' ? { queueIds: [w.desk.queues[0]!.id], companyIds: [companyId] } : {}) });
    expect((await start(tech, 'contact', loser.id, winner.id)).status).toBe(403);
  });

  it('administrators who do not see both records, whichever way round', async () => {
    const [one, two] = [await w.company(), await w.company()];
    const [loser, winner] = [await w.contact({ companyId: one.id }), await w.contact({ companyId: two.id })];
    for (const companyIds of [[one.id], [two.id]]) {
      const narrow = await w.tech({ role: 'master-admin', companyIds });
      expect((await start(narrow, 'contact', loser.id, winner.id)).status).toBe(404);
      expect((await start(narrow, 'company', one.id, two.id)).status).toBe(404);
    }
    const merged = await merge('contact', loser.id, winner.id);
    const narrow = await w.tech({ role: 'master-admin', companyIds: [two.id] });
    expect((await narrow.call('GET', `/merges/${merged.id}`)).status).toBe(404);
    expect((await narrow.call('POST', `/merges/${merged.id}/undo`)).status).toBe(404);
    expect((await narrow.call('GET', '/merges')).body.items).toEqual([]);
  });

  it('itself, techs, strangers’ companies, what is gone or disabled, chains and circles', async () => {
    const { id: companyId } = await w.company();
    const [a, b, c] = [await w.contact({ companyId }), await w.contact({ companyId }), await w.contact({ companyId })];
    const code = async (kind: 'contact' | 'company', loser: number, winner: number) => (await start(admin, kind, loser, winner)).body.code;
    expect(await code('contact', a.id, a.id)).toBe('merge.itself');
    expect(await code('contact', admin.id, a.id)).toBe('contact.notFound');
    expect(await code('contact', a.id, admin.id)).toBe('contact.notFound');
    expect(await code('company', companyId, 999_999)).toBe('company.notFound');
    expect(await code('company', (await w.company({ isCatchAll: true })).id, companyId)).toBe('merge.catchAll');
    await admin.call('PATCH', `/contacts/${c.id}`, { active: false });
    expect(await code('contact', a.id, c.id)).toBe('merge.closed');
    await admin.call('PATCH', `/contacts/${c.id}`, { active: true });
    const first = await merge('contact', a.id, b.id);
    expect(await code('contact', a.id, c.id)).toBe('merge.gone');
    expect(await code('contact', b.id, a.id)).toBe('merge.gone');
    // A chain: a is part of b, b becomes part of c. Only the last may be taken back first.
    const ticketOfA = await rowsOf(sql`select merged_into_id as id from accounts where id = ${a.id}`);
    const second = await merge('contact', b.id, c.id);
    expect(ticketOfA).toEqual([{ id: b.id }]);
    expect((await admin.call('POST', `/merges/${first.id}/undo`)).body.code).toBe('merge.later');
    await undo(second.id);
    expect(await undo(first.id)).toMatchObject({ state: 'undone', kept: {} });
    expect((await admin.call('POST', `/merges/${first.id}/undo`)).body.code).toBe('merge.tooLate');
  });

  it('an undo after 30 days, whose notes are forgotten by then', async () => {
    const { id: companyId } = await w.company();
    const [loser, winner] = [await w.contact({ companyId }), await w.contact({ companyId })];
    const merged = await merge('contact', loser.id, winner.id);
    await w.db.execute(sql`update merges set undo_until = now() - interval '1 minute' where id = ${merged.id}`);
    expect((await admin.call('POST', `/merges/${merged.id}/undo`)).body.code).toBe('merge.tooLate');
    await w.services.jobs.send(w.db, 'merges.tidy', {});
    await w.drain();
    expect(await rowsOf(sql`select 1 from merge_rows where merge_id = ${merged.id}`)).toEqual([]);
  });
});

describe('conflicts', () => {
  it('A into B and B into A at once: one of them', async () => {
    const { id: companyId } = await w.company();
    const [a, b] = [await w.contact({ companyId }), await w.contact({ companyId })];
    const both = await Promise.all([start(admin, 'contact', a.id, b.id), start(admin, 'contact', b.id, a.id)]);
    expect(both.map((one) => one.status).sort()).toEqual([202, 409]);
    await w.drain();
  });
  it('neither moves nor is undone while it is under way', async () => {
    const { id: companyId } = await w.company();
    const [loser, winner] = [await w.contact({ companyId }), await w.contact({ companyId })];
    const { body } = await start(admin, 'contact', loser.id, winner.id);
    expect((await admin.call('POST', `/merges/${body.id}/undo`)).body.code).toBe('merge.running');
    const away = await w.company();
    const moved = await admin.call('POST', `/contacts/${winner.id}/relocation`, { companyId: away.id, tickets: 'stay' });
    expect(moved.body.code).toBe('relocation.running');
    await w.drain();
  });
});
