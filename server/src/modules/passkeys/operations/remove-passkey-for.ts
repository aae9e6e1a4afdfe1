import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { removeFor as contract } from '@portico/contracts/passkeys/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import {
  accountIssuer,
  endSessionsThatMayEnter,
  findAccountFacts,
  forgetPasskey,
  mayManageSessions,
  tellOfMeans,
} from '../../access/index.ts';
import { tellPasskeys } from '../passkey.changes.ts';
import { passkeyOwn } from '../passkeys.rules.ts';
import { deletePasskey } from '../passkeys.store.ts';

/** For a device that was lost: nothing it opened stays open. */
export async function removePasskeyFor(ctx: Ctx, { params }: InputOf<typeof contract>): Promise<Record<string, never>> {
  const account = await findAccountFacts(ctx.tx, params.id);
  if (!account || !mayManageSessions(ctx.actor, account)) throw notFound('account');
  // Else an unattended browser would be enough to get rid of one's own.
  if (account.id === ctx.actor.accountId) throw passkeyOwn();
  const name = await deletePasskey(ctx.tx, { id: params.passkeyId, accountId: account.id });
  if (name === null) throw notFound('passkey');
  await forgetPasskey(ctx.tx, accountIssuer(account.id), params.passkeyId, null);
  await endSessionsThatMayEnter(ctx, account);
  await tellPasskeys(ctx, account.id);
  await tellOfMeans(ctx, account.id, 'passkey-removed', name);
  await ctx.emit({ name: 'account.passkeyRemoved', entity: { kind: 'account', id: account.id }, payload: { passkeyId: params.passkeyId } });
  return {};
}
