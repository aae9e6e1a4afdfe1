import type { sendTest as contract } from '@portico/contracts/email/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { invalidField } from '../../../kernel/errors.ts';
import { limit } from '../../../kernel/http/limits.ts';
import { isAddress } from '../../../kernel/mail/mailbox.ts';
import { findAccount } from '../../accounts/index.ts';
import { findMail } from '../email.reads.ts';
import { letterFor } from '../letter-for.ts';
import { mailItem } from '../mail-view.ts';
import { queueMail } from '../queue-mail.ts';
import { testMail } from '../templates/test-mail.ts';

export async function sendTestMail(ctx: Ctx, { body }: InputOf<typeof contract>): Promise<ReplyOf<typeof contract>> {
  const me = ctx.actor.accountId === null ? null : await findAccount(ctx.tx, ctx.actor.accountId);
  const address = body.to ?? me?.email;
  if (!address) throw invalidField('to', 'required', 'Say which address the test shall go to.');
  if (!isAddress(address)) throw invalidField('to', 'address.invalid', 'Enter an address such as name@example.com.');
  await limit(ctx, 'mail.tests', String(ctx.actor.accountId));
  const isMine = me?.email?.toLowerCase() === address.toLowerCase();
  const letter = await letterFor(ctx, { accountId: me?.id ?? null });
  const id = await queueMail(ctx, {
    kind: 'test',
    to: { name: isMine ? (me?.name ?? null) : null, address },
    account: isMine ? (me?.id ?? null) : null,
    ...testMail(letter, { person: me?.name ?? letter.workspace.name, at: ctx.now }),
    dedupeKey: `test:${ctx.causation.id}`,
  });
  const mail = id === null ? null : await findMail(ctx.tx, undefined, id);
  if (!mail) throw new Error('The test mail was not written.');
  return mailItem(mail);
}
