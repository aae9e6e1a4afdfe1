import type { PortalAccess } from '@portico/contracts/portal-access/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { readPortalAccess } from '../portal-access.reads.ts';
import { expectUnrestricted } from '../unrestricted.ts';

export async function getPortalAccess(ctx: Ctx): Promise<PortalAccess> {
  expectUnrestricted(ctx.actor);
  return readPortalAccess(ctx.tx);
}
