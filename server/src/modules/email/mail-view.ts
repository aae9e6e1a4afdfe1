import type { MailItem } from '@portico/contracts/email/routes.ts';
import type { findMail } from './email.reads.ts';

export type FoundMail = NonNullable<Awaited<ReturnType<typeof findMail>>>;

/** A delivery without what it says. */
export const mailItem = ({ messageId, html, text, sealed, ticketId, ...item }: FoundMail): MailItem => item;
