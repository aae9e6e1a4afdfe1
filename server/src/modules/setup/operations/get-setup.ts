import type { Ctx } from '../../../kernel/context.ts';
import { hasMasterAdmin } from '../../access/index.ts';

export async function getSetup(ctx: Ctx): Promise<{ needed: boolean }> {
  return { needed: !(await hasMasterAdmin(ctx.tx)) };
}
