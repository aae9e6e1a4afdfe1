import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { setContactTags as contract } from '@portico/contracts/rights/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listCarried } from '../group-tags.store.ts';
import { demandContact } from '../rights.change.ts';

interface OfOne {
  readonly params: { readonly id: number };
}

export async function getContactTags(ctx: Ctx, { params: { id } }: OfOne): Promise<ReplyOf<typeof contract, 'tech'>> {
  await demandContact(ctx, id);
  return { items: await listCarried(ctx.tx, id) };
}
