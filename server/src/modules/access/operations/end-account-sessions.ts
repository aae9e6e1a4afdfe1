import type { endAccountSessions as contract } from '@portico/contracts/access/routes.ts';
import type { ParamsOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { expectManaged } from '../account-sessions.ts';
import { endSessionsThatMayEnter } from '../end-sessions.ts';

/** Ends everything a person has open in this account, and sessions of the address that could enter it without a new proof. */
export async function endAccountSessions(
  ctx: Ctx,
  { params }: { readonly params: ParamsOf<typeof contract> },
): Promise<Record<string, never>> {
  const person = await expectManaged(ctx, params.id);
  await endSessionsThatMayEnter(ctx, person, 'by-admin');
  return {};
}
