import type { list } from '@portico/contracts/companies/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { matchOf } from '../../accounts/index.ts';
import { companyVisibleTo } from '../companies.policy.ts';
import { countCompanies, listCompanyRows } from '../companies.reads.ts';

export async function listCompanies(ctx: Ctx, input: InputOf<typeof list>): Promise<ReplyOf<typeof list, 'tech'>> {
  const { q, sort, limit, cursor, active, typeId, statusId, tag, country, domain, count } = input.query;
  const match = matchOf(q);
  const filter = { sort: sort ?? 'name', limit: limit ?? 25, cursor, match, active, typeId, statusId, tag, country, domain };
  const where = companyVisibleTo(ctx.actor);
  const page = await listCompanyRows(ctx.tx, where, filter);
  return count ? { ...page, total: await countCompanies(ctx.tx, where, filter) } : page;
}
