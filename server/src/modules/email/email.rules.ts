import { randomUUID } from 'node:crypto';
import { nowMs } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config/config.ts';
import { hashToken } from '../../kernel/crypto/crypto.ts';
import { domainOf, isAddress, type Mailbox } from '../../kernel/mail/mailbox.ts';

/** No program shall answer a mail that a program wrote: two auto-responders would talk for ever. */
export const AUTOMATIC: Readonly<Record<string, string>> = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
  Precedence: 'bulk',
};

/** Who our mails come from; the name is the workspace's unless MAIL_FROM has one. */
export function senderOf(config: Config, workspaceName: string): Mailbox {
  const from = config.mailFrom ?? { name: null, address: `no-reply@${new URL(config.publicUrl).hostname}` };
  return { name: from.name ?? workspaceName, address: from.address };
}

export const newMessageId = (sender: Mailbox): string => `<${randomUUID()}@${domainOf(sender.address)}>`;

/** Mail programs show mails with the same reference as one thread; the thing talked about has a made-up first mail. */
export function threadHeaders(threadKey: string, sender: Mailbox): Record<string, string> {
  const root = `<thread.${hashToken(threadKey).slice(0, 32)}@${domainOf(sender.address)}>`;
  return { 'In-Reply-To': root, References: root };
}

/** Minutes after each refusal that was about the mail (greylisting mostly, which wants to see us again within minutes). */
const WAIT_MINUTES = [1, 5, 10, 15, 30];
/** Then hourly: together more than two days. */
export const MAX_ATTEMPTS = 55;
/** Of those that the server had the whole mail of and did not answer: each may have arrived. */
export const MAX_UNANSWERED = 3;
/** Seconds before the next attempt. @example waitAfter(1) // 60 */
export const waitAfter = (attempts: number): number => 60 * (WAIT_MINUTES[attempts - 1] ?? 60);

/** After a mail server was found to be away, and between two looks at it. */
export const FIRST_LOOK_SECONDS = 30;
export const LOOK_SECONDS = 60;
/** A mail that the server could not take for so long would confuse more than it tells. */
const WAITING_DAYS = 5;
export const tooOldBefore = (): string => new Date(nowMs() - WAITING_DAYS * 24 * 3_600_000).toISOString();
export const isTooOld = (createdAt: string): boolean => createdAt < tooOldBefore();

export interface RecipientState {
  /** False when the account, or every account with this address, is shut. */
  readonly active: boolean;
}

/** Why nothing may be sent to this address, or null. */
export function suppressedBecause(address: string, recipient: RecipientState): string | null {
  if (/(^|\.)invalid$/.test(domainOf(address))) return 'The address is a placeholder that cannot receive mail (.invalid).';
  if (!isAddress(address)) return 'The address is not a valid mail address.';
  if (!recipient.active) return 'The account of this address is disabled.';
  return null;
}
