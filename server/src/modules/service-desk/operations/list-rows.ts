import type { Ctx } from '../../../kernel/context.ts';
import type { RowKind, ServiceDesk } from '../service-desk.store.ts';
import { getServiceDesk } from './get-service-desk.ts';

/** All rows of a kind in their order, archived ones included. */
export const listRows =
  <K extends RowKind>(kind: K) =>
  async (ctx: Ctx): Promise<{ items: ServiceDesk[K] }> => ({ items: (await getServiceDesk(ctx))[kind] });
