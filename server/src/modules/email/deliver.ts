import { nowIso } from '../../kernel/clock.ts';
import type { Ctx } from '../../kernel/context.ts';
import { MailRefused, type MailTransport } from '../../kernel/mail/transport.ts';
import { loadWorkspace } from '../system/index.ts';
import { isAddressActive, listRecipients } from './email.reads.ts';
import {
  AUTOMATIC,
  FIRST_LOOK_SECONDS,
  isTooOld,
  MAX_ATTEMPTS,
  MAX_UNANSWERED,
  senderOf,
  suppressedBecause,
  waitAfter,
} from './email.rules.ts';
import { claimMail, type MailRow, parkMail, rewriteMail, settleMail } from './email.store.ts';
import { localInbox } from './local-inbox.ts';
import { checkOf } from './mail-checks.ts';
import { closedBecause, closeGate } from './mail-gate.ts';
import { askToResume, tryAgain } from './queue-mail.ts';
import { openSignInMail } from './sign-in-mail.ts';
import type { MailContent } from './templates/blocks.ts';

const MOVED = 'The person has another address by now, so nothing is sent to this one any more.';
type Prepared = MailContent | { readonly suppress: string } | { readonly fail: string };

/** The mail server, the demo's inbox, or null: a real workspace without SMTP_URL sends nothing. */
export const transportOf = (ctx: Pick<Ctx, 'services' | 'tx'>): MailTransport | null =>
  ctx.services.mail ?? (ctx.services.config.demo ? localInbox(ctx.tx) : null);

/**
 * One attempt at one mail, outside any transaction: between taking it and settling it the process may die, and then it is sent
 * again under the same Message-ID. What is to be tried again has its next job, or is parked, before this one ends.
 *
 * @param before how many attempts so far ended without an answer to the whole mail.
 */
export async function deliver(ctx: Ctx, mailId: number, before = 0): Promise<void> {
  const transport = transportOf(ctx);
  const closed = transport && closedBecause(transport);
  if (closed && (await parkMail(ctx.tx, mailId, closed))) return askToResume(ctx, FIRST_LOOK_SECONDS);
  const mail = await claimMail(ctx.tx, mailId);
  if (!mail) return;
  const refused = await attempt(ctx, mail);
  if (!refused) return;
  const { message: lastError, about } = refused;
  const unanswered = before + (refused.unanswered ? 1 : 0);
  if (refused.unanswered && unanswered >= MAX_UNANSWERED) return giveUpUnanswered(ctx, mailId, lastError);
  const isOver = refused.permanent || (about === 'mail' ? mail.attempts >= MAX_ATTEMPTS : isTooOld(mail.createdAt));
  if (isOver) return settleMail(ctx.tx, mailId, { state: 'failed', lastError });
  const blameless = about === 'server';
  if (transport && blameless) closeGate(transport, lastError, ctx.log);
  const counted = blameless ? mail.attempts - 1 : mail.attempts;
  if (counted === 0) await askToResume(ctx, FIRST_LOOK_SECONDS);
  else await tryAgain(ctx, mailId, waitAfter(counted), unanswered);
  await settleMail(ctx.tx, mailId, { state: 'queued', lastError, ...(blameless ? { uncounted: true as const } : {}) });
}

const giveUpUnanswered = (ctx: Ctx, mailId: number, lastError: string): Promise<void> =>
  settleMail(ctx.tx, mailId, { state: 'failed', lastError: `${lastError} It may have arrived and is not sent again by itself.` });

/**
 * A code that is good for minutes: tried often by its queue, at once when asked for, and never parked.
 *
 * @throws MailRefused when it shall be tried again.
 */
export async function deliverSecret(ctx: Ctx, mailId: number, run: { readonly attempt: number; readonly last: number }): Promise<void> {
  const mail = await claimMail(ctx.tx, mailId);
  const refused = mail && (await attempt(ctx, mail));
  if (!refused) return;
  if (refused.unanswered && run.attempt >= MAX_UNANSWERED) return giveUpUnanswered(ctx, mailId, refused.message);
  const isOver = refused.permanent || run.attempt >= run.last;
  await settleMail(ctx.tx, mailId, { state: isOver ? 'failed' : 'queued', lastError: refused.message });
  if (!isOver) throw refused;
}

/** @returns why the mail did not leave; null when it is settled. */
async function attempt(ctx: Ctx, mail: MailRow): Promise<MailRefused | null> {
  const content = await prepare(ctx, mail);
  if ('suppress' in content) await settleMail(ctx.tx, mail.id, { state: 'suppressed', lastError: content.suppress });
  else if ('fail' in content) await settleMail(ctx.tx, mail.id, { state: 'failed', lastError: content.fail });
  else {
    try {
      await send(ctx, mail, content);
    } catch (error) {
      return refusalOf(ctx, mail, error);
    }
    await settleMail(ctx.tx, mail.id, { state: 'sent', sentAt: nowIso() });
  }
  return null;
}

/** Whether the mail may still go to this person, and what it holds now. */
async function prepare(ctx: Ctx, mail: MailRow): Promise<Prepared> {
  const [recipient] = mail.accountId === null ? [] : await listRecipients(ctx.tx, [mail.accountId]);
  const active = recipient?.active ?? (await isAddressActive(ctx.tx, mail.toAddress));
  const reason = suppressedBecause(mail.toAddress, { active });
  if (reason) return { suppress: reason };
  if (mail.sealed !== null) return openSignInMail(ctx, { sealed: mail.sealed, toAddress: mail.toAddress });
  const check = checkOf(mail.dedupeKey);
  if (check) {
    // What tells a person of something. Codes and warnings without a check go where they were meant to, also to an address from before.
    if (recipient && recipient.email?.toLowerCase() !== mail.toAddress.toLowerCase()) return { suppress: MOVED };
    const checked = await check(ctx, mail);
    if (checked && !('suppress' in checked)) await rewriteMail(ctx.tx, mail.id, checked);
    if (checked) return checked;
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
