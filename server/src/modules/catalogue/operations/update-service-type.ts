import type { update } from '@portico/contracts/catalogue/routes.ts';
import type { ServiceType } from '@portico/contracts/catalogue/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { loadServiceDesk } from '../../service-desk/index.ts';
import { checkAutomation } from '../catalogue.rules.ts';
import { lockServiceType, updateServiceTypeRow } from '../catalogue.store.ts';
import { getServiceType } from './get-service-type.ts';

export async function updateServiceType(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof update> },
): Promise<ServiceType> {
  const { id } = input.params;
  const before = await lockServiceType(ctx.tx, id);
  if (!before) throw notFound('serviceType');
  expectVersion(ctx, before.version);
  checkAutomation(await loadServiceDesk(ctx.tx), input.body);
  await updateServiceTypeRow(ctx.tx, id, input.body, ctx.now);
  await ctx.emit({ name: 'serviceType.changed', entity: { kind: 'service-type', id, version: before.version + 1 }, payload: {} });
  return getServiceType(ctx, input);
}
