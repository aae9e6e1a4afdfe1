import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { clientCounts } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { countForContact } from '../counts.reads.ts';

export const countOwnTickets = (ctx: Ctx): Promise<ReplyOf<typeof clientCounts>> => countForContact(ctx);
