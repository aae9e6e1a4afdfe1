import { nowMs } from '../../kernel/clock.ts';
import type { Ctx } from '../../kernel/context.ts';
import { headerText, type Mailbox } from '../../kernel/mail/mailbox.ts';
import { loadWorkspace } from '../system/index.ts';
import { newMessageId, senderOf } from './email.rules.ts';
import { insertMail } from './email.store.ts';

export const DELIVER_JOB = 'mail.deliver';
export const DELIVER_SECRET_JOB = 'mail.deliverSecret';
export const RESUME_JOB = 'mail.resume';

export interface NewMail {
  /** `ticket.commented`, `sign-in-code`, `test`. */
  readonly kind: string;
  readonly to: Mailbox;
  /** Whose mail it is; null = an address that is nobody's account. */
  readonly account: number | null;
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly ticketId?: number | null;
  /** Names the fact and the person: a second mail with the same key is never made. */
  readonly dedupeKey: string;
  /** Content only the delivering job may open, instead of `html` and `text`; erased once sent. Goes by a queue of its own. */
  readonly sealed?: string;
}

/**
 * Writes a mail and its job in the caller's transaction: a rollback sends nothing, a commit loses nothing.
 *
 * @returns the id of the mail, or null when this fact already made one or nobody shall be told.
 * @example await queueMail(ctx, { kind: 'test', to: { name: null, address }, account: null, ...content, dedupeKey: `test:${ctx.causation.id}` });
 */
export async function queueMail(ctx: Ctx, mail: NewMail): Promise<number | null> {
  if (ctx.quiet) return null;
  const sender = senderOf(ctx.services.config, (await loadWorkspace(ctx.tx)).name);
  const id = await insertMail(ctx.tx, {
    messageId: newMessageId(sender),
    dedupeKey: mail.dedupeKey,
    kind: mail.kind,
    accountId: mail.account,
    toName: mail.to.name === null ? null : headerText(mail.to.name, 100),
    toAddress: mail.to.address,
    subject: headerText(mail.subject),
    html: mail.html,
    bodyText: mail.text,
    sealed: mail.sealed ?? null,
    headers: { ...mail.headers },
    ticketId: mail.ticketId ?? null,
    createdAt: ctx.now,
  });
  if (id === null) return null;
  await ctx.services.jobs.send(ctx.tx, mail.sealed === undefined ? DELIVER_JOB : DELIVER_SECRET_JOB, { mailId: id });
  return id;
}

const inSeconds = (seconds: number): string => new Date(nowMs() + seconds * 1000).toISOString();

/** The next attempt at a mail; one at a time waits. `unanswered`: how many attempts so far ended without an answer. */
export async function tryAgain(ctx: Pick<Ctx, 'tx' | 'services'>, mailId: number, seconds: number, unanswered = 0): Promise<void> {
  const data = unanswered === 0 ? { mailId } : { mailId, unanswered };
  await ctx.services.jobs.send(ctx.tx, DELIVER_JOB, data, { startAfter: inSeconds(seconds), singletonKey: String(mailId) });
}

/** Somebody will look whether the mail server is back. */
export async function askToResume(ctx: Pick<Ctx, 'tx' | 'services'>, seconds: number): Promise<void> {
  await ctx.services.jobs.send(ctx.tx, RESUME_JOB, {}, { startAfter: inSeconds(seconds), singletonKey: 'resume' });
}
