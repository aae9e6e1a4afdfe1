import type { RightsView } from '@portico/contracts/rights/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { demandUnrestricted } from '../../accounts/index.ts';
import { type RightsPatchInput, storeRights } from '../rights.change.ts';
import { getGlobalRights } from './get-global-rights.ts';

export async function setGlobalRights(ctx: Ctx, input: { readonly body: RightsPatchInput }): Promise<RightsView> {
  demandUnrestricted(ctx.actor);
  if (input.body.queueIds?.length === 0) {
    throw new Refusal(422, 'rights.queuesEmpty', 'Contacts must see at least one queue, or all of them. Nothing was saved.', {
      fields: [{ path: 'queueIds', code: 'required', message: 'Choose at least one queue.' }],
    });
  }
  await storeRights(ctx, { scope: 'global', id: 0 }, input.body);
  return getGlobalRights(ctx);
}
