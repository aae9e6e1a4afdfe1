import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { sendMyTestMail as contract } from '@portico/contracts/notifications/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { limit } from '../../../kernel/http/limits.ts';
import { letterFor, listRecipients, queueMail, testMail } from '../../email/index.ts';

/** By the same way as every other mail, so that its state shows what would become of those. */
export async function sendMyTestMail(ctx: Ctx): Promise<ReplyOf<typeof contract>> {
  const { accountId } = ctx.actor;
  const [me] = accountId === null ? [] : await listRecipients(ctx.tx, [accountId]);
  if (!me) throw notFound('account');
  if (me.email === null)
    throw new Refusal(409, 'mail.noAddress', 'Your account has no mail address. Ask your administrator to enter one; nothing was sent.');
  await limit(ctx, 'mail.ownTests', String(accountId));
  const letter = await letterFor(ctx, { accountId });
  await queueMail(ctx, {
    kind: 'test',
    to: { name: me.name, address: me.email },
    account: me.accountId,
    ...testMail(letter, { person: me.name, at: ctx.now, isOwn: true }),
    dedupeKey: `test:${ctx.causation.id}`,
  });
  return {};
}
