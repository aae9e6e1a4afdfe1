import type { Ctx } from '../../../kernel/context.ts';
import { checkDefaults } from '../service-desk.rules.ts';
import { loadServiceDesk, lockServiceDesk, type ServiceDesk, saveDefaults } from '../service-desk.store.ts';

/** Where tickets go that nothing else decides, and what a user's action sets (product.md 6.1, 6.2). */
export async function setDefaults(ctx: Ctx, input: { readonly body: Partial<ServiceDesk['defaults']> }): Promise<ServiceDesk['defaults']> {
  await lockServiceDesk(ctx.tx);
  const desk = await loadServiceDesk(ctx.tx);
  const defaults = { ...desk.defaults, ...input.body };
  checkDefaults(desk, defaults);
  await saveDefaults(ctx.tx, defaults, ctx.now);
  await ctx.emit({ name: 'serviceDesk.changed', entity: { kind: 'service-desk', id: 1 }, payload: { kind: 'defaults' } });
  return defaults;
}
