import { type Actor, GROUP_ROLES, PLAIN_RIGHTS } from '@portico/contracts/access/actor.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type World, world } from '../../../test/world.ts';
import { canSeeGroup, type GroupAction, groupCan, groupVisibleTo } from './contact-groups.policy.ts';
import { contactGroups } from './contact-groups.schema.ts';

const SOME = '2026-01-01T00:00:00.000Z';

/** The table of product.md §10, with the approver added; columns as in `WHO`. */
const TABLE = `
see                yes yes yes yes yes -
seeMembers         yes yes -   -   yes -
seeAllTickets      yes yes -   -   yes -
seeWaitingTickets  -   -   -   yes -   -
seeOwnTickets      yes yes yes yes yes -
approve            yes -   -   yes -   -
manageMembers      yes -   -   -   yes -
changeOthersRoles  yes -   -   -   yes -
changeOwnRole      -   -   -   -   yes -
create             -   -   -   -   -   -
rename             -   -   -   -   -   -
`;
const WHO = [
  { role: 'manager', isCompanyManager: false },
  { role: 'regular', isCompanyManager: false },
  { role: 'guest', isCompanyManager: false },
  { role: 'approver', isCompanyManager: false },
  { role: null, isCompanyManager: true },
  { role: null, isCompanyManager: false },
] as const;
const rows = TABLE.trim()
  .split('\n')
  .map((line) => line.split(/\s+/) as [GroupAction, ...string[]]);

describe('the role table', () => {
  it.each(rows)('%s', (action, ...cells) => {
    expect(WHO.map((who) => (groupCan(who, action) ? 'yes' : '-'))).toEqual(cells);
  });

  it('a company manager in a group may do what either of the two may', () => {
    for (const [action] of rows)
      for (const role of GROUP_ROLES)
        expect(groupCan({ role, isCompanyManager: true }, action)).toBe(
          groupCan({ role, isCompanyManager: false }, action) || groupCan({ role: null, isCompanyManager: true }, action),
        );
  });
});

describe('groupVisibleTo and canSeeGroup', () => {
  let w: World;
  let companyIds: number[];
  beforeAll(async () => {
    w = await world();
    companyIds = [(await w.company()).id, (await w.company()).id];
    const states = [true, false].flatMap((active) => [null, '2026-01-01T00:00:00.000Z'].map((deletedAt) => ({ active, deletedAt })));
    const values = companyIds.flatMap((companyId) =>
      states.map((state, n) => ({ ...state, companyId, name: `Group ${n}`, search: '', createdAt: SOME, updatedAt: SOME })),
    );
    await w.db.insert(contactGroups).values(values);
  });
  afterAll(() => w?.close());

  it('select the same groups for every actor', async () => {
    const groups = await w.db.select().from(contactGroups);
    const base = { via: null, scopes: null, sessionId: null } as const;
    const membership = fc.record({ id: fc.constantFrom(...groups.map((one) => one.id)), role: fc.constantFrom(...GROUP_ROLES) });
    const actors: fc.Arbitrary<Actor> = fc.oneof(
      fc.constant<Actor>({ ...base, kind: 'anonymous', audience: 'anyone', accountId: null }),
      fc
        .record({
          companyId: fc.constantFrom(...companyIds),
          isManager: fc.boolean(),
          groups: fc.uniqueArray(membership, { selector: (one) => one.id }),
        })
        .map((one): Actor => ({ ...base, ...one, rights: PLAIN_RIGHTS, kind: 'contact', audience: 'contact', accountId: 1 })),
      fc.option(fc.subarray(companyIds), { nil: null }).map(
        (ids): Actor => ({
          ...base,
          kind: 'tech',
          audience: 'tech',
          accountId: 2,
          role: 'admin',
          queueIds: null,
          categoryIds: null,
          companyIds: ids,
          teamIds: [],
        }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(actors, async (actor) => {
        const seen = await w.db.select({ id: contactGroups.id }).from(contactGroups).where(groupVisibleTo(actor));
        const allowed = groups.filter((group) => canSeeGroup(actor, group)).map((group) => group.id);
        expect(seen.map((row) => row.id).sort((a, b) => a - b)).toEqual(allowed.sort((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });
});
