import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { update } from '@portico/contracts/tickets/routes.ts';
import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { loadServiceDesk } from '../../service-desk/index.ts';
import type { Patch } from '../tickets.patch.ts';
import { changeTicket } from '../tickets.update.ts';
import { getTicket } from './get-ticket.ts';

export async function updateTicket(
  ctx: Ctx,
  input: {
    readonly params: { readonly id: number };
    readonly body: Patch;
    readonly extras?: { readonly attributes?: Record<string, unknown> };
  },
): Promise<ReplyOf<typeof update>> {
  await changeTicket(ctx, input.params.id, input.body, await loadServiceDesk(ctx.tx), input.extras?.attributes);
  return (await getTicket(ctx, { params: input.params })) as TicketForTech;
}
