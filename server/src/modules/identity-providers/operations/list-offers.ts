import type { offers } from '@portico/contracts/identity-providers/routes.ts';
import type { QueryOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listOffered } from '../identity-providers.reads.ts';

export async function listOffers(ctx: Ctx, input: { readonly query: QueryOf<typeof offers> }): Promise<ReplyOf<typeof offers>> {
  const found = await listOffered(ctx.tx, (input.query.domain ?? '').trim());
  return { items: found.map(({ id, kind, name, buttonText }) => ({ id, kind, text: buttonText || name })) };
}
