import type { AccessSettings } from '@portico/contracts/access/settings.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { loadAccessSettings } from '../access.settings.ts';

export const getAccessSettings = (ctx: Ctx): Promise<AccessSettings> => loadAccessSettings(ctx.tx);
