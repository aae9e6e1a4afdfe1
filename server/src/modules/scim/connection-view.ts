import type { ScimConnection } from '@portico/contracts/scim/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { findCompany } from '../companies/index.ts';
import { summaryOf } from './connections.reads.ts';
import { type Connection, listTokens } from './connections.store.ts';
import { ROOT } from './locations.rules.ts';

const WEEK = 7 * 86_400_000;

export async function connectionView(ctx: Ctx, row: Connection): Promise<ScimConnection> {
  const company = row.companyId === null ? null : await findCompany(ctx.tx, row.companyId);
  const { userCount, ...summary } = await summaryOf(ctx.tx, row.id, new Date(Date.parse(ctx.now) - WEEK).toISOString());
  const { companyId: _inCompany, ...rest } = row;
  return {
    ...rest,
    company: company && { id: company.id, name: company.name },
    userCount,
    address: `${ctx.services.config.publicUrl}${ROOT}`,
    tokens: await listTokens(ctx.tx, row.id, ctx.now),
    summary,
  };
}
