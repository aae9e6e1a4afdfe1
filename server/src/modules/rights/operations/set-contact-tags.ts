import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { setContactTags as contract } from '@portico/contracts/rights/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listCarried, replaceCarried } from '../group-tags.store.ts';
import { demandContact } from '../rights.change.ts';

interface OfOne {
  readonly params: { readonly id: number };
}

/** As a whole. Who sees the contact's tickets changes too, but their sockets hear nothing of tickets they do not take part in. */
export async function setContactTags(
  ctx: Ctx,
  { params: { id }, body }: OfOne & { readonly body: BodyOf<typeof contract> },
): Promise<ReplyOf<typeof contract, 'tech'>> {
  await demandContact(ctx, id);
  await replaceCarried(ctx.tx, id, body.items);
  await ctx.emit({ name: 'rights.changed', entity: { kind: 'rights', id }, payload: { scope: 'contact', id, reaches: true, flags: [] } });
  return { items: await listCarried(ctx.tx, id) };
}
