import type { update } from '@portico/contracts/companies/routes.ts';
import type { Company } from '@portico/contracts/companies/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { checkLinks, checkPhones, checkTimeZone, tidyLinks } from '../../accounts/index.ts';
import { checkLockout, readStanding } from '../../portal-access/index.ts';
import { setTags } from '../../tags/index.ts';
import { canReadCompany } from '../companies.policy.ts';
import { contactIdsOf, indexCompany, lockCompany, replaceDomains, replaceTenants, updateCompanyRow } from '../companies.store.ts';
import { getCompany } from './get-company.ts';

/** Disabling a company shuts out all its contacts at once: their next request is refused and their sockets are evicted. */
export async function updateCompany(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof update> },
): Promise<Company> {
  const { id } = input.params;
  const before = canReadCompany(ctx.actor, id) ? await lockCompany(ctx.tx, id) : null;
  if (!before) throw notFound('company');
  if (before.mergedIntoId !== null)
    throw new Refusal(409, 'company.gone', 'This company was merged into another one and cannot be changed any more.');
  expectVersion(ctx, before.version);
  const { domains, tenantIds, tags, links, confirmLosing, ...values } = input.body;
  checkTimeZone(values.timeZone);
  checkPhones(values);
  checkLinks(links);
  const moves = values.active !== undefined || values.typeId !== undefined || values.statusId !== undefined;
  const standing = moves ? await readStanding(ctx.tx, { companyId: id }) : null;
  await updateCompanyRow(ctx.tx, id, { ...values, ...(links ? { links: tidyLinks(links) } : {}) }, ctx.now);
  const after = standing ? await readStanding(ctx.tx, { companyId: id }) : null;
  if (standing && after) checkLockout({ before: standing, after, confirmLosing });
  if (tenantIds) await replaceTenants(ctx.tx, id, tenantIds);
  if (tags) await setTags(ctx.tx, 'company', id, tags);
  if (domains) {
    await replaceDomains(ctx.tx, id, domains);
    await indexCompany(ctx.tx, id);
  }
  const changes = {
    ...(values.name !== undefined && values.name !== before.name ? { name: [null, null] as const } : {}),
    ...(values.active !== undefined ? { active: [before.active, values.active] as const } : {}),
    ...(values.typeId !== undefined ? { typeId: [before.typeId, values.typeId] as const } : {}),
    ...(values.statusId !== undefined ? { statusId: [before.statusId, values.statusId] as const } : {}),
  };
  await ctx.emit({ name: 'company.changed', entity: { kind: 'company', id, version: before.version + 1 }, payload: {}, changes });
  if ((before.active && values.active === false) || (standing && after && after.people < standing.people)) {
    await ctx.emit({
      name: 'account.accessChanged',
      entity: { kind: 'company', id },
      payload: { accountIds: await contactIdsOf(ctx.tx, id) },
    });
  }
  return getCompany(ctx, input);
}
