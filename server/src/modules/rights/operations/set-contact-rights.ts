import type { RightsView } from '@portico/contracts/rights/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { changeContact, type RightsPatchInput } from '../rights.change.ts';
import { getContactRights } from './get-contact-rights.ts';

export async function setContactRights(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: RightsPatchInput },
): Promise<RightsView> {
  await changeContact(ctx, input.params.id, input.body);
  return getContactRights(ctx, input);
}
