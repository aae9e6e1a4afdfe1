import type { create } from '@portico/contracts/catalogue/routes.ts';
import type { ServiceType } from '@portico/contracts/catalogue/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { loadServiceDesk } from '../../service-desk/index.ts';
import { checkAutomation } from '../catalogue.rules.ts';
import { insertServiceType } from '../catalogue.store.ts';
import { getServiceType } from './get-service-type.ts';

export async function createServiceType(ctx: Ctx, input: { readonly body: BodyOf<typeof create> }): Promise<ServiceType> {
  checkAutomation(await loadServiceDesk(ctx.tx), input.body);
  const id = await insertServiceType(ctx.tx, input.body, ctx.occurredAt);
  await ctx.emit({ name: 'serviceType.created', entity: { kind: 'service-type', id, version: 1 }, payload: {} });
  return getServiceType(ctx, { params: { id } });
}
