import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { reopen } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { type ActionInput, changeState } from '../tickets.state.ts';

/** An optional comment goes with it, in the same change. */
export const reopenTicket = (ctx: Ctx, input: ActionInput): Promise<ReplyOf<typeof reopen>> => changeState(ctx, input, 'reopened');
