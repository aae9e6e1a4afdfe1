import type { Ctx } from '../../kernel/context.ts';
import { MailRefused, type MailTransport } from '../../kernel/mail/transport.ts';
import { loadWorkspace } from '../system/index.ts';
import { isAddressActive, listRecipients } from './email.reads.ts';
import { AUTOMATIC, senderOf, suppressedBecause } from './email.rules.ts';
import { claimMail, type MailRow, rewriteMail, settleMail } from './email.store.ts';
import { localInbox } from './local-inbox.ts';
import { checkOf } from './mail-checks.ts';
import { openSignInMail } from './sign-in-mail.ts';
import type { MailContent } from './templates/blocks.ts';

type Prepared = MailContent | { readonly suppress: string } | { readonly fail: string };

/** The mail server, the demo's inbox, or null: a real workspace without SMTP_URL sends nothing. */
export const transportOf = (ctx: Pick<Ctx, 'services' | 'tx'>): MailTransport | null =>
  ctx.services.mail ?? (ctx.services.config.demo ? localInbox(ctx.tx) : null);

/**
 * One attempt at one mail, outside any transaction: between taking it and settling it the process may die, and then it is sent
 * again under the same Message-ID.
 *
 * @throws MailRefused when it shall be tried again.
 */
export async function deliver(ctx: Ctx, mailId: number, isLastAttempt: boolean): Promise<void> {
  const mail = await claimMail(ctx.tx, mailId);
  if (!mail) return;
  const content = await prepare(ctx, mail);
  if ('suppress' in content) return settleMail(ctx.tx, mailId, { state: 'suppressed', lastError: content.suppress });
  if ('fail' in content) return settleMail(ctx.tx, mailId, { state: 'failed', lastError: content.fail });
  try {
    await send(ctx, mail, content);
  } catch (error) {
    const refused = refusalOf(ctx, mail, error);
    const isOver = refused.permanent || isLastAttempt;
    await settleMail(ctx.tx, mailId, { state: isOver ? 'failed' : 'queued', lastError: refused.message });
    if (isOver) return;
    throw refused;
  }
  await settleMail(ctx.tx, mailId, { state: 'sent', sentAt: ctx.now });
}

/** Whether the mail may still go to this person, and what it holds now. */
async function prepare(ctx: Ctx, mail: MailRow): Promise<Prepared> {
  const [recipient] = mail.accountId === null ? [] : await listRecipients(ctx.tx, [mail.accountId]);
  const active = recipient?.active ?? (await isAddressActive(ctx.tx, mail.toAddress));
  const reason = suppressedBecause(mail.toAddress, { active });
  if (reason) return { suppress: reason };
  if (mail.sealed !== null) return openSignInMail(ctx, mail.sealed);
  const check = checkOf(mail.dedupeKey);
  if (check) {
    const checked = await check(ctx, mail);
    if (!('suppress' in checked)) await rewriteMail(ctx.tx, mail.id, checked);
    return checked;
  }
  if (mail.html === null || mail.bodyText === null) return { fail: 'The content of this mail was erased.' };
  return { subject: mail.subject, html: mail.html, text: mail.bodyText };
}

async function send(ctx: Ctx, mail: MailRow, content: MailContent): Promise<void> {
  const transport = transportOf(ctx);
  if (!transport) throw new MailRefused(true, 'No mail server is set. Set SMTP_URL, restart, and send this mail again.');
  const { config } = ctx.services;
  await transport.send({
    messageId: mail.messageId,
    date: ctx.now,
    from: senderOf(config, (await loadWorkspace(ctx.tx)).name),
    replyTo: config.mailReplyTo,
    to: { name: mail.toName, address: mail.toAddress },
    ...content,
    headers: { ...mail.headers, ...AUTOMATIC },
  });
}

/** Anything unexpected is worth another attempt; what it was belongs into the log, not before an administrator's eyes. */
function refusalOf(ctx: Ctx, mail: MailRow, error: unknown): MailRefused {
  if (error instanceof MailRefused) return error;
  ctx.log.error({ err: error, mailId: mail.id }, 'a mail could not be handed over');
  return new MailRefused(false, 'The mail could not be handed over.');
}
