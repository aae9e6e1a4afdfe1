import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import { flagIn } from '@portico/contracts/rights/flags.ts';
import type { listCompanies } from '@portico/contracts/rights/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { matchOf } from '../../accounts/index.ts';
import { companyVisibleTo } from '../../companies/index.ts';
import { listCompanyFlags } from '../rights.reads.ts';

export async function listCompanyRights(
  ctx: Ctx,
  { query }: InputOf<typeof listCompanies>,
): Promise<ReplyOf<typeof listCompanies, 'tech'>> {
  const { flag, own, on, limit, cursor } = query;
  const filter = { flag, own, on, limit: limit ?? 25, cursor, match: matchOf(query.q) };
  const page = await listCompanyFlags(ctx.tx, companyVisibleTo(ctx.actor), filter);
  const items = page.items.map(({ id, name, flags }) => ({ id, name, ...flagIn(flags, flag), own: flags.company?.[flag] ?? null }));
  return { items, next: page.next };
}
