import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { startSecondFactor as contract } from '@portico/contracts/second-factor/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { getSetting } from '../../settings/index.ts';
import { accountToGiveCodes } from '../second-factor.check.ts';
import { newSecret, secondFactorExists, uriOf } from '../second-factor.rules.ts';
import { sealSecret } from '../second-factor.secret.ts';
import { startTotp } from '../second-factor.store.ts';

type Input = { readonly body: BodyOf<typeof contract> };

export async function prepareStart(ctx: Ctx, { body }: Input): Promise<{ readonly label: string; readonly issuer: string }> {
  const { account, emailKey } = await accountToGiveCodes(ctx, body.accountId, body.password);
  if (account.hasTotp) throw secondFactorExists();
  // The app lists what it knows by these words.
  const { name = 'Portico' } = await getSetting<{ readonly name?: string }>(ctx.tx, 'workspace', {});
  return { label: account.company === null ? emailKey : `${emailKey} (${account.company})`, issuer: name };
}

export async function startSecondFactor(
  ctx: Ctx,
  { body, prepared }: Input & { readonly prepared: { readonly label: string; readonly issuer: string } },
): Promise<ReplyOf<typeof contract>> {
  const secret = newSecret();
  if (!(await startTotp(ctx.tx, body.accountId, sealSecret(ctx.services.crypto, body.accountId, secret), ctx.now)))
    throw secondFactorExists();
  return { secret, uri: uriOf(secret, prepared.issuer, prepared.label) };
}
