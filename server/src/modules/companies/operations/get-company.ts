import type { Company } from '@portico/contracts/companies/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { companyVisibleTo } from '../companies.policy.ts';
import { getCompanyRow } from '../companies.reads.ts';

export async function getCompany(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Company> {
  const company = await getCompanyRow(ctx.tx, companyVisibleTo(ctx.actor), input.params.id);
  if (!company) throw notFound('company');
  return company;
}
