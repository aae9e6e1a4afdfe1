import type { Ctx } from '../../../kernel/context.ts';
import { keepSetting } from '../../settings/index.ts';
import { checkDefaults } from '../service-desk.rules.ts';
import { DEFAULTS_KEY, loadServiceDesk, lockServiceDesk, type ServiceDesk } from '../service-desk.store.ts';

/** Where tickets go that nothing else decides, and what a user's action sets (product.md 6.1, 6.2). */
export async function setDefaults(ctx: Ctx, input: { readonly body: Partial<ServiceDesk['defaults']> }): Promise<ServiceDesk['defaults']> {
  await lockServiceDesk(ctx.tx);
  const desk = await loadServiceDesk(ctx.tx);
  const defaults = { ...desk.defaults, ...input.body };
  checkDefaults(desk, defaults);
  await keepSetting(ctx.tx, DEFAULTS_KEY, defaults, ctx.now);
  await ctx.emit({ name: 'serviceDesk.changed', entity: { kind: 'service-desk', id: 1 }, payload: { kind: 'defaults' } });
  return defaults;
}
