import type { create } from '@portico/contracts/companies/routes.ts';
import type { Company } from '@portico/contracts/companies/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { forbidden } from '../../../kernel/errors.ts';
import { checkLinks, checkPhones, checkTimeZone, tidyLinks } from '../../accounts/index.ts';
import { firstLabels } from '../../portal-access/index.ts';
import { setTags } from '../../tags/index.ts';
import { indexCompany, insertCompany, replaceDomains, replaceTenants } from '../companies.store.ts';
import { getCompany } from './get-company.ts';

export async function createCompany(ctx: Ctx, input: { readonly body: BodyOf<typeof create> }): Promise<Company> {
  if (ctx.actor.kind === 'tech' && ctx.actor.companyIds !== null) {
    throw forbidden('role.restricted', 'You work for certain companies only, so you would not see a new one. Nothing was created.');
  }
  const { domains = [], tenantIds = [], tags = [], links = [], ...values } = input.body;
  checkTimeZone(values.timeZone);
  checkPhones(values);
  checkLinks(links);
  const id = await insertCompany(ctx.tx, { ...(await firstLabels(ctx.tx)), ...values, links: tidyLinks(links) }, ctx.occurredAt);
  if (tenantIds.length > 0) await replaceTenants(ctx.tx, id, tenantIds);
  if (tags.length > 0) await setTags(ctx.tx, 'company', id, tags);
  if (domains.length > 0) {
    await replaceDomains(ctx.tx, id, domains);
    await indexCompany(ctx.tx, id);
  }
  await ctx.emit({ name: 'company.created', entity: { kind: 'company', id, version: 1 }, payload: {} });
  return getCompany(ctx, { params: { id } });
}
