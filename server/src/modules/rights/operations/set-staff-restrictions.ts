import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { setStaff as contract } from '@portico/contracts/rights/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { invalidField } from '../../../kernel/errors.ts';
import { demandUnrestricted } from '../../accounts/index.ts';
import { setSetting } from '../../settings/index.ts';
import { STAFF_RESTRICTIONS_KEY } from '../../techs/index.ts';
import { countExisting } from '../rights.reads.ts';
import { getStaffRestrictions } from './get-staff-restrictions.ts';

type Restrictions = ReplyOf<typeof contract, 'tech'>;
const TABLES = { queueIds: 'queues', companyIds: 'companies', categoryIds: 'categories' } as const;

/** Lists are never empty (the contract), and ids must exist: a list of what is gone would be an empty one. */
export async function setStaffRestrictions(ctx: Ctx, { body }: { readonly body: BodyOf<typeof contract> }): Promise<Restrictions> {
  demandUnrestricted(ctx.actor);
  const said: Record<string, readonly number[]> = {};
  for (const [kind, table] of Object.entries(TABLES) as [keyof typeof TABLES, (typeof TABLES)[keyof typeof TABLES]][]) {
    const ids = body[kind];
    if (ids === null) continue;
    if ((await countExisting(ctx.tx, table, ids)) !== ids.length)
      throw invalidField(kind, 'unknown', 'One of these does not exist any more.');
    said[kind] = ids;
  }
  await setSetting(ctx, STAFF_RESTRICTIONS_KEY, said);
  await ctx.emit({
    name: 'rights.changed',
    entity: { kind: 'rights', id: 0 },
    payload: { scope: 'staff', id: 0, reaches: true, flags: [] },
  });
  return getStaffRestrictions(ctx);
}
