import type { Ctx } from '../../kernel/context.ts';
import { hashToken } from '../../kernel/crypto/crypto.ts';
import type { AccessMail } from '../access/index.ts';
import { listRecipients } from './email.reads.ts';
import { letterFor } from './letter-for.ts';
import { queueMail } from './queue-mail.ts';
import { impersonatedMail, meansChangedMail, newBrowserMail } from './templates/access.ts';
import type { Letter, MailContent } from './templates/blocks.ts';

/** Mails about access in somebody's name: where it happened and what to do. They open nothing, so their words are no secret. */
export async function queueAccessMail(ctx: Ctx, mail: AccessMail): Promise<void> {
  const letter = await letterFor(ctx, { accountId: mail.accountId, locale: mail.locale });
  const [person] = await listRecipients(ctx.tx, [mail.accountId]);
  // Behind the sign-in page like every other page: a stolen mail opens nothing.
  const sessionsPage = `${letter.publicUrl}${person?.kind === 'tech' ? '/tech/settings/security' : '/portal/profile'}`;
  const { subject, html, text } = contentOf(letter, mail, sessionsPage);
  await queueMail(ctx, {
    kind: mail.kind,
    to: { name: mail.name, address: mail.toAddress },
    account: mail.accountId,
    subject,
    html,
    text,
    dedupeKey: `${mail.kind}:${hashToken(mail.key)}`,
  });
}

function contentOf(letter: Letter, mail: AccessMail, securityPage: string): MailContent {
  if (mail.kind === 'new-browser') return newBrowserMail(letter, { ...mail, sessionsPage: securityPage });
  return mail.kind === 'means-changed' ? meansChangedMail(letter, { ...mail, securityPage }) : impersonatedMail(letter, mail);
}
