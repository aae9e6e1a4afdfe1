import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { update } from '@portico/contracts/techs/routes.ts';
import type { Tech } from '@portico/contracts/techs/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { checkTimeZone } from '../../accounts/index.ts';
import { checkRestrictions, lastMasterAdmin } from '../techs.rules.ts';
import {
  countOtherMasterAdmins,
  lockTech,
  restrictCategories,
  restrictCompanies,
  restrictQueues,
  setDepartment,
  type TechFacts,
  updateTechRow,
} from '../techs.store.ts';
import { getTech } from './get-tech.ts';

type Body = BodyOf<typeof update>;

/** A change of role, restriction or activity holds from the next request on; sockets are judged again at once. */
export async function updateTech(ctx: Ctx, input: { readonly params: { readonly id: number }; readonly body: Body }): Promise<Tech> {
  const { id } = input.params;
  const before = await lockTech(ctx.tx, id);
  if (!before) throw notFound('tech');
  expectVersion(ctx, before.version);
  const { role, queueIds, companyIds, categoryIds, departmentId, ...account } = input.body;
  checkTimeZone(account.timeZone);
  checkRestrictions(
    role ?? before.role,
    queueIds === undefined ? before.own.queueIds : queueIds,
    companyIds === undefined ? before.own.companyIds : companyIds,
  );
  const stepsDown =
    before.role === 'master-admin' && before.active && ((role !== undefined && role !== 'master-admin') || account.active === false);
  if (stepsDown && (await countOtherMasterAdmins(ctx.tx, id)) === 0) throw lastMasterAdmin();
  await updateTechRow(ctx.tx, id, account, role, ctx.now);
  if (departmentId !== undefined) await setDepartment(ctx.tx, id, departmentId);
  if (queueIds !== undefined) await restrictQueues(ctx.tx, id, queueIds);
  if (companyIds !== undefined) await restrictCompanies(ctx.tx, id, companyIds);
  if (categoryIds !== undefined) await restrictCategories(ctx.tx, id, categoryIds);
  await ctx.emit({
    name: 'tech.changed',
    entity: { kind: 'tech', id, version: before.version + 1 },
    payload: {},
    changes: changesOf(before, input.body),
  });
  if (changesAccess(before, input.body))
    await ctx.emit({ name: 'account.accessChanged', entity: { kind: 'tech', id }, payload: { accountIds: [id] } });
  return getTech(ctx, input);
}

function changesOf(before: TechFacts, body: Body): Record<string, readonly [unknown, unknown]> {
  const changes: Record<string, readonly [unknown, unknown]> = {};
  if (body.name !== undefined && body.name !== before.name) changes.name = [null, null];
  if (body.email !== undefined && body.email !== before.email) changes.email = [null, null];
  if (body.role !== undefined && body.role !== before.role) changes.role = [before.role, body.role];
  if (body.active !== undefined && body.active !== before.active) changes.active = [before.active, body.active];
  for (const list of ['queueIds', 'companyIds', 'categoryIds'] as const)
    if (body[list] !== undefined) changes[list] = [before.own[list], body[list]];
  return changes;
}

const changesAccess = (before: TechFacts, body: Body): boolean =>
  body.role !== undefined ||
  body.queueIds !== undefined ||
  body.companyIds !== undefined ||
  body.categoryIds !== undefined ||
  (body.active !== undefined && body.active !== before.active) ||
  (body.email !== undefined && body.email.toLowerCase() !== before.email?.toLowerCase());
