import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { close } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { type ActionInput, changeState } from '../tickets.state.ts';

/** An optional comment goes with it, in the same change. */
export const closeTicket = (ctx: Ctx, input: ActionInput): Promise<ReplyOf<typeof close>> => changeState(ctx, input, 'closed');
