import type { create } from '@portico/contracts/companies/routes.ts';
import type { Company } from '@portico/contracts/companies/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { forbidden } from '../../../kernel/errors.ts';
import { checkTimeZone } from '../../accounts/index.ts';
import { indexCompany, insertCompany, replaceDomains } from '../companies.store.ts';
import { getCompany } from './get-company.ts';

export async function createCompany(ctx: Ctx, input: { readonly body: BodyOf<typeof create> }): Promise<Company> {
  if (ctx.actor.kind === 'tech' && ctx.actor.companyIds !== null) {
    throw forbidden('role.restricted', 'You work for certain companies only, so you would not see a new one. Nothing was created.');
  }
  const { domains = [], ...values } = input.body;
  checkTimeZone(values.timeZone);
  const id = await insertCompany(ctx.tx, values, ctx.occurredAt);
  if (domains.length > 0) {
    await replaceDomains(ctx.tx, id, domains);
    await indexCompany(ctx.tx, id);
  }
  await ctx.emit({ name: 'company.created', entity: { kind: 'company', id, version: 1 }, payload: {} });
  return getCompany(ctx, { params: { id } });
}
