import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { create } from '@portico/contracts/techs/routes.ts';
import type { Tech } from '@portico/contracts/techs/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { checkTimeZone } from '../../accounts/index.ts';
import { checkRestrictions } from '../techs.rules.ts';
import { insertTech, restrictCategories, restrictCompanies, restrictQueues, setDepartment } from '../techs.store.ts';
import { getTech } from './get-tech.ts';

export async function createTech(ctx: Ctx, input: { readonly body: BodyOf<typeof create> }): Promise<Tech> {
  const { role, queueIds = null, companyIds = null, categoryIds = null, departmentId, ...account } = input.body;
  checkTimeZone(account.timeZone);
  checkRestrictions(role, queueIds, companyIds);
  const id = await insertTech(ctx.tx, account, role, ctx.occurredAt);
  if (departmentId !== undefined) await setDepartment(ctx.tx, id, departmentId);
  if (queueIds) await restrictQueues(ctx.tx, id, queueIds);
  if (companyIds) await restrictCompanies(ctx.tx, id, companyIds);
  if (categoryIds) await restrictCategories(ctx.tx, id, categoryIds);
  await ctx.emit({ name: 'tech.created', entity: { kind: 'tech', id, version: 1 }, payload: {} });
  return getTech(ctx, { params: { id } });
}
