import type { Actor } from '@portico/contracts/access/actor.ts';
import { TECH_ROLES } from '@portico/contracts/access/actor.ts';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';
import { can, type TicketFacts, visibleTo } from './tickets.policy.ts';
import { tickets } from './tickets.schema.ts';

interface Row {
  id: number;
  companyId: number;
  contactId: number;
  queueId: number;
  isClosed: boolean;
  isArchived: boolean;
  people: number[];
}

let w: World;
let rows: Row[];
let contacts: Someone[];
let techs: Someone[];

beforeAll(async () => {
  w = await world();
  const companies = [await w.company(), await w.company()];
  contacts = [];
  for (const company of companies) for (let n = 0; n < 2; n++) contacts.push(await w.contact({ companyId: company.id }));
  techs = [await w.tech(), await w.tech()];
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
          await w.db.execute(
            sql`update tickets set queue_id = ${queue.id}, is_closed = ${n % 2 === 0}, archived_at = ${archived ? '2026-01-01T00:00:00.000Z' : null} where id = ${made.id}`,
          );
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
    select id, company_id as "companyId", contact_id as "contactId", queue_id as "queueId", is_closed as "isClosed", archived_at is not null as "isArchived",
      (select json_agg(account_id) from ticket_participants where ticket_id = tickets.id) as people from tickets`);
  rows = found.rows;
}, 120_000);
afterAll(() => w?.close());

const someOf = (ids: readonly number[]) => fc.option(fc.subarray([...ids]), { nil: null });
const base = { via: null, scopes: null, sessionId: null } as const;
const actors = (): fc.Arbitrary<Actor> =>
  fc.oneof(
    fc.constant<Actor>({ ...base, kind: 'anonymous', audience: 'anyone', accountId: null }),
    fc.constant<Actor>({ ...base, kind: 'system', audience: 'tech', accountId: null }),
    fc
      .record({
        who: fc.constantFrom(...contacts),
        companyId: fc.constantFrom(...contacts.map((one) => one.companyId!)),
        isManager: fc.boolean(),
      })
      .map(
        ({ who, companyId, isManager }): Actor => ({
          ...base,
          kind: 'contact',
          audience: 'contact',
          accountId: who.id,
          companyId,
          isManager,
        }),
      ),
    fc
      .record({
        who: fc.constantFrom(...techs),
        role: fc.constantFrom(...TECH_ROLES),
        queueIds: someOf(w.desk.queues.map((queue) => queue.id)),
        companyIds: someOf([...new Set(contacts.map((one) => one.companyId!))]),
      })
      .map(({ who, ...rest }): Actor => ({ ...base, ...rest, kind: 'tech', audience: 'tech', accountId: who.id, teamIds: [] })),
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
      { numRuns: 150 },
    );
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

  it('an empty restriction is no access, not all of it', () => {
    const actor: Actor = {
      ...base,
      kind: 'tech',
      audience: 'tech',
      accountId: 1,
      role: 'master-admin',
      queueIds: [],
      companyIds: null,
      teamIds: [],
    };
    expect(rows.some((row) => can(actor, 'read', factsOf(row, actor)))).toBe(false);
  });
});
