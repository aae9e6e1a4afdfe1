import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { bulkUpdate } from '@portico/contracts/tickets/routes.ts';
import type { Ctx, Db } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { loadServiceDesk } from '../../service-desk/index.ts';
import type { Patch } from '../tickets.patch.ts';
import { changeTicket } from '../tickets.update.ts';

/** Each ticket in a savepoint of its own: what refuses is listed and leaves nothing behind, the others change. */
export async function bulkUpdateTickets(
  ctx: Ctx,
  input: { readonly body: { readonly ids: readonly number[]; readonly patch: Patch } },
): Promise<ReplyOf<typeof bulkUpdate>> {
  const desk = await loadServiceDesk(ctx.tx);
  const changed: number[] = [];
  const refused: { id: number; code: string; detail: string }[] = [];
  // In the order of their ids, so that two of these at once cannot wait for each other.
  for (const id of [...new Set(input.body.ids)].sort((a, b) => a - b)) {
    try {
      await ctx.tx.transaction((tx) => changeTicket({ ...ctx, http: null, tx: tx as unknown as Db }, id, input.body.patch, desk));
      changed.push(id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ id, code: error.code, detail: error.message });
    }
  }
  return { changed, refused };
}
