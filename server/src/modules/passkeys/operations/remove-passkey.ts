import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { remove as contract } from '@portico/contracts/passkeys/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import {
  accountIssuer,
  accountToHandKeys,
  forgetPasskey,
  hasPassword,
  listPasskeys,
  policyFor,
  tellOfMeans,
  useSecondCode,
} from '../../access/index.ts';
import { tellPasskeys } from '../passkey.changes.ts';
import { passkeyOnlyWay } from '../passkeys.rules.ts';
import { deletePasskey } from '../passkeys.store.ts';

type Input = InputOf<typeof contract>;
type Prepared = Awaited<ReturnType<typeof accountToHandKeys>>;

/** As fresh proofs as for registering one: who sits down at an open browser must not throw its owner out. */
export async function prepareRemoval(ctx: Ctx, { params, body }: Input): Promise<Prepared> {
  const { accountId } = ctx.actor;
  if (accountId === null) throw notFound('account');
  const own = await listPasskeys(ctx.tx, accountId);
  if (!own.some(({ id }) => id === params.id)) throw notFound('passkey');
  return accountToHandKeys(ctx, accountId, body);
}

export async function removePasskey(
  ctx: Ctx,
  { params, prepared }: Input & { readonly prepared: Prepared },
): Promise<Record<string, never>> {
  const { account, code } = prepared;
  if (code) await useSecondCode(ctx, account.id, code);
  const name = await deletePasskey(ctx.tx, { id: params.id, accountId: account.id });
  if (name === null) throw notFound('passkey');
  const others = (await listPasskeys(ctx.tx, account.id)).length > 0;
  const { methods } = policyFor(account);
  const ways = methods.filter((method) => method !== 'passkey' || others);
  const isShut = ways.length === 0 || (ways.every((method) => method === 'password') && !(await hasPassword(ctx.tx, account.id)));
  if (isShut && methods.includes('passkey')) throw passkeyOnlyWay();
  for (const sessionId of await forgetPasskey(ctx.tx, accountIssuer(account.id), params.id, ctx.actor.sessionId))
    ctx.services.realtime.evict({ sessionId });
  await tellPasskeys(ctx, account.id);
  await tellOfMeans(ctx, account.id, 'passkey-removed', name);
  return {};
}
