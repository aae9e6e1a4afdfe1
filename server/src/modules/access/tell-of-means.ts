import type { Ctx } from '../../kernel/context.ts';
import { findAccount } from '../accounts/index.ts';
import { type MeansChange, queueAccessMail } from './access-mailer.ts';
import { deviceOf } from './sessions.rules.ts';

/**
 * How somebody gets in has changed: the person is told, whoever did it. A stranger who adds a key of his own to an open browser
 * cannot keep this mail back.
 */
export async function tellOfMeans(ctx: Ctx, accountId: number, change: MeansChange, passkey: string | null = null): Promise<void> {
  const account = ctx.quiet ? null : await findAccount(ctx.tx, accountId);
  if (!account?.email) return;
  const { email: toAddress, name, locale } = account;
  const isOwn = ctx.actor.accountId === accountId || ctx.actor.accountId === null;
  await queueAccessMail(ctx, {
    kind: 'means-changed',
    accountId,
    toAddress,
    name,
    locale,
    at: ctx.now,
    change,
    passkey,
    isOwn,
    device: isOwn ? deviceOf(ctx.userAgent) : null,
    ip: isOwn ? ctx.ip : null,
    key: `${accountId}:${change}:${passkey ?? ''}:${ctx.now}`,
  });
}
