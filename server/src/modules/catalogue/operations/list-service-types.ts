import type { list } from '@portico/contracts/catalogue/routes.ts';
import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { loadServiceDesk } from '../../service-desk/index.ts';
import { listServiceTypeRows } from '../catalogue.reads.ts';

/** Contacts get the published types and no automation; with no type at all “Something else” is the only way to ask, so it is on. */
export async function listServiceTypes(ctx: Ctx): Promise<ReplyOf<typeof list, 'tech'>> {
  const items = await listServiceTypeRows(ctx.tx, ctx.actor.audience === 'contact');
  const { defaults } = await loadServiceDesk(ctx.tx);
  return { items, somethingElse: defaults.somethingElse || items.length === 0 };
}
