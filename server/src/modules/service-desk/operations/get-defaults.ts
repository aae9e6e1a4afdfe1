import type { Ctx } from '../../../kernel/context.ts';
import { loadServiceDesk, type ServiceDesk } from '../service-desk.store.ts';

export async function getDefaults(ctx: Ctx): Promise<ServiceDesk['defaults']> {
  return (await loadServiceDesk(ctx.tx)).defaults;
}
