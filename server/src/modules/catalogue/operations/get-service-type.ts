import type { ServiceType } from '@portico/contracts/catalogue/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { getServiceTypeRow } from '../catalogue.reads.ts';

export async function getServiceType(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<ServiceType> {
  const row = await getServiceTypeRow(ctx.tx, input.params.id);
  if (!row) throw notFound('serviceType');
  return row;
}
