import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { rename as contract } from '@portico/contracts/passkeys/routes.ts';
import type { Passkey } from '@portico/contracts/passkeys/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { invalidField, notFound } from '../../../kernel/errors.ts';
import { listPasskeys } from '../../access/index.ts';
import { renameStored } from '../passkeys.store.ts';

export async function renamePasskey(ctx: Ctx, { params, body }: InputOf<typeof contract>): Promise<Passkey> {
  const { accountId } = ctx.actor;
  const name = body.name.trim();
  if (name === '') throw invalidField('name', 'input.invalid', 'Give the passkey a name you will recognise it by.');
  if (accountId === null || !(await renameStored(ctx.tx, { id: params.id, accountId }, name))) throw notFound('passkey');
  const found = (await listPasskeys(ctx.tx, accountId)).find(({ id }) => id === params.id);
  if (!found) throw notFound('passkey');
  return found;
}
