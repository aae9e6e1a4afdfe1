import type { Actor } from '@portico/contracts/access/actor.ts';
import { GROUP_ROLES, PLAIN_RIGHTS, TECH_ROLES } from '@portico/contracts/access/actor.ts';
import { TICKET_ACTIONS, TICKET_RULES } from '@portico/contracts/rights/verdicts.ts';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertGroup } from '../../../test/group-samples.ts';
import { type Someone, type World, world } from '../../../test/world.ts';
import { can, type TicketFacts, verdictsOf, visibleTo } from './tickets.policy.ts';
import { tickets } from './tickets.schema.ts';

interface Row {
  id: number;
  companyId: number;
  contactId: number;
  queueId: number;
  categoryId: number | null;
  contactGroupId: number | null;
  isClosed: boolean;
  isArchived: boolean;
  awaitsApproval: boolean;
  ownerTagIds: number[];
  people: number[];
}

let w: World;
let rows: Row[];
let contacts: Someone[];
let techs: Someone[];
let tagIds: number[];
let categoryIds: number[];
/** Two in each company. */
let groupIds: number[];

beforeAll(async () => {
  w = await world();
  const companies = [await w.company(), await w.company()];
  contacts = [];
  for (const company of companies) for (let n = 0; n < 2; n++) contacts.push(await w.contact({ companyId: company.id }));
  techs = [await w.tech(), await w.tech()];
  const ids = async (statement: ReturnType<typeof sql>) => (await w.db.execute<{ id: number }>(statement)).rows.map((row) => row.id);
  tagIds = await ids(sql`insert into group_tags (name) values ('HR'), ('IT') returning id`);
  // One contact carries the first tag, one both, the others none.
  await w.db.execute(sql`insert into contact_group_tags (contact_id, tag_id) values (${contacts[0]!.id}, ${tagIds[0]}),
    (${contacts[1]!.id}, ${tagIds[0]}), (${contacts[1]!.id}, ${tagIds[1]}), (${contacts[3]!.id}, ${tagIds[1]})`);
  categoryIds = await ids(sql`insert into categories (name) values ('Devices'), ('Accounts') returning id`);
  groupIds = [];
  for (const company of companies) groupIds.push(await insertGroup(w.db, company.id, 'One'), await insertGroup(w.db, company.id, 'Two'));
  const [approval] = await ids(sql`insert into statuses (name, kind, is_closed) values ('To approve', 'approval', false) returning id`);
  let n = 0;
  for (const queue of w.desk.queues) {
    for (const contact of contacts) {
      for (const archived of [false, true]) {
        for (const [role, guest] of [
          [null, null],
          ['cc', contacts[n % 4]],
          ['watcher', techs[n % 2]],
        ] as const) {
          n++;
          const made = await w.ticket({ from: contact });
          await w.db.execute(sql`update tickets set queue_id = ${queue.id}, is_closed = ${n % 2 === 0},
            archived_at = ${archived ? '2026-01-01T00:00:00.000Z' : null}, category_id = ${[null, ...categoryIds][n % 3]},
            contact_group_id = ${[null, ...groupIds][n % 5] ?? null}::int, status_id = case when ${n % 5 < 2} then ${approval} else status_id end where id = ${made.id}`);
          // Also people who do not belong: a contact in copy whose company the ticket has left.
          if (role && guest)
            await w.db.execute(
              sql`insert into ticket_participants values (${made.id}, ${guest.id}, ${role}, null, now()) on conflict do nothing`,
            );
        }
      }
    }
  }
  const found = await w.db.execute<Row & Record<string, unknown>>(sql`
    select t.id, t.company_id as "companyId", t.contact_id as "contactId", t.queue_id as "queueId", t.category_id as "categoryId", t.contact_group_id as "contactGroupId",
      t.is_closed as "isClosed", t.archived_at is not null as "isArchived", s.kind = 'approval' as "awaitsApproval",
      (select coalesce(json_agg(tag_id), '[]') from contact_group_tags where contact_id = t.contact_id) as "ownerTagIds",
      (select json_agg(account_id) from ticket_participants where ticket_id = t.id) as people
    from tickets t join statuses s on s.id = t.status_id`);
  rows = found.rows;
}, 120_000);
afterAll(() => w?.close());

const someOf = (ids: readonly number[]) => fc.option(fc.subarray([...ids]), { nil: null });
const base = { via: null, scopes: null, sessionId: null } as const;
const queueIds = () => someOf(w.desk.queues.map((queue) => queue.id));
const rights = () =>
  fc.record({
    allTickets: fc.boolean(),
    approver: fc.boolean(),
    somethingElse: fc.boolean(),
    notifications: fc.boolean(),
    queueIds: queueIds(),
    viewTagIds: fc.subarray(tagIds),
    approveTagIds: fc.subarray(tagIds),
  });
const actors = (): fc.Arbitrary<Actor> =>
  fc.oneof(
    fc.constant<Actor>({ ...base, kind: 'anonymous', audience: 'anyone', accountId: null }),
    fc.constant<Actor>({ ...base, kind: 'system', audience: 'tech', accountId: null }),
    {
      weight: 5,
      arbitrary: fc
        .record({
          who: fc.constantFrom(...contacts),
          companyId: fc.constantFrom(...contacts.map((one) => one.companyId!)),
          isManager: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
          rights: rights(),
          groups: fc.uniqueArray(fc.record({ id: fc.constantFrom(...groupIds), role: fc.constantFrom(...GROUP_ROLES) }), {
            selector: (one) => one.id,
          }),
        })
        .map(({ who, ...rest }): Actor => ({ ...base, ...rest, kind: 'contact', audience: 'contact', accountId: who.id })),
    },
    {
      weight: 3,
      arbitrary: fc
        .record({
          who: fc.constantFrom(...techs),
          role: fc.constantFrom(...TECH_ROLES),
          queueIds: queueIds(),
          companyIds: someOf([...new Set(contacts.map((one) => one.companyId!))]),
          categoryIds: someOf([0, ...categoryIds]),
        })
        .map(({ who, ...rest }): Actor => ({ ...base, ...rest, kind: 'tech', audience: 'tech', accountId: who.id, teamIds: [] })),
    },
  );

const factsOf = (row: Row, actor: Actor): TicketFacts => ({
  ...row,
  takesPart: actor.accountId !== null && row.people.includes(actor.accountId),
});

describe('visibleTo and can', () => {
  it('select the same tickets for every actor', async () => {
    expect(rows.length).toBeGreaterThan(40);
    await fc.assert(
      fc.asyncProperty(actors(), async (actor) => {
        const seen = await w.db.select({ id: tickets.id }).from(tickets).where(visibleTo(actor));
        const allowed = rows.filter((row) => can(actor, 'read', factsOf(row, actor))).map((row) => row.id);
        expect(seen.map((row) => row.id).sort((a, b) => a - b)).toEqual(allowed.sort((a, b) => a - b));
      }),
      { numRuns: 250 },
    );
  });

  it('every verdict comes from the rule that decides: all of them hold exactly when it is allowed', () => {
    fc.assert(
      fc.property(actors(), fc.constantFrom(...rows), fc.constantFrom(...TICKET_ACTIONS), (actor, row, action) => {
        const facts = factsOf(row, actor);
        const verdicts = verdictsOf(actor, action, facts);
        expect(verdicts.every((one) => one.holds)).toBe(can(actor, action, facts));
        for (const one of verdicts) {
          expect(TICKET_RULES).toContain(one.rule);
          if (one.any) expect(one.any.some((part) => part.holds)).toBe(one.holds);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('a hidden queue hides a ticket from everybody it could be shown to, its owner included', () => {
    for (const row of rows.filter((one) => !one.isArchived)) {
      const owner = contacts.find((one) => one.id === row.contactId)!;
      const all = { allTickets: true, approver: true, somethingElse: true, notifications: true, viewTagIds: tagIds, approveTagIds: tagIds };
      const asOwner = (queueIds: number[] | null): Actor => ({
        ...base,
        kind: 'contact',
        audience: 'contact',
        accountId: owner.id,
        companyId: row.companyId,
        isManager: true,
        groups: [],
        rights: { ...all, queueIds },
      });
      expect(can(asOwner(null), 'read', factsOf(row, asOwner(null)))).toBe(true);
      const others = w.desk.queues.map((queue) => queue.id).filter((id) => id !== row.queueId);
      expect(can(asOwner(others), 'read', factsOf(row, asOwner(others)))).toBe(false);
    }
  });

  it('nothing may be done with a ticket that may not be read, and contacts never get at its internal side', () => {
    const actions = ['readInternal', 'comment', 'note', 'close', 'reopen', 'update', 'addParticipants', 'archive', 'restore'] as const;
    fc.assert(
      fc.property(actors(), fc.constantFrom(...rows), fc.constantFrom(...actions), (actor, row, action) => {
        const facts = factsOf(row, actor);
        if (can(actor, action, facts)) expect(can(actor, 'read', facts)).toBe(true);
        if (actor.kind === 'contact' && ['readInternal', 'note', 'update', 'archive', 'restore'].includes(action)) {
          expect(can(actor, action, facts)).toBe(false);
        }
        if (actor.kind === 'contact' && (row.isClosed || row.isArchived)) expect(can(actor, 'comment', facts)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('an approver reads what waits for a decision, and nothing more may be done by that role alone', () => {
    const approver = (groupId: number): Actor => ({
      ...base,
      kind: 'contact',
      audience: 'contact',
      accountId: 0,
      companyId: contacts[0]!.companyId!,
      isManager: false,
      rights: groupId === 0 ? { ...PLAIN_RIGHTS, approver: true, approveTagIds: tagIds } : PLAIN_RIGHTS,
      groups: groupId === 0 ? [] : [{ id: groupId, role: 'approver' }],
    });
    for (const ids of [groupIds, [0]]) {
      const reads = (row: Row) => ids.filter((id) => can(approver(id), 'read', factsOf(row, approver(id))));
      const seen = rows.filter((row) => reads(row).length > 0);
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.every((row) => row.awaitsApproval && row.companyId === contacts[0]!.companyId)).toBe(true);
      for (const row of seen)
        for (const action of ['comment', 'close', 'reopen', 'addParticipants'] as const)
          for (const id of reads(row)) expect(can(approver(id), action, factsOf(row, approver(id)))).toBe(false);
    }
  });

  it('an empty restriction is no access, not all of it', () => {
    const actor: Actor = {
      ...base,
      kind: 'tech',
      audience: 'tech',
      accountId: 1,
      role: 'master-admin',
      queueIds: [],
      companyIds: null,
      categoryIds: null,
      teamIds: [],
    };
    expect(rows.some((row) => can(actor, 'read', factsOf(row, actor)))).toBe(false);
  });
});
