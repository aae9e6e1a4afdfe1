import type { SignInSecret } from '../../access/index.ts';
import { textsFor } from '../texts/index.ts';
import { button, code, type Letter, lead, type MailContent, paragraph, small } from './blocks.ts';
import { layout } from './layout.ts';

const MINUTES = 10;

/** Code first, because it also works when the mail is read on another device than the one that asks for it. */
export function signInMail(letter: Letter, secret: SignInSecret): MailContent {
  const t = textsFor(letter.locale);
  const workspace = letter.workspace.name;
  return layout(letter, {
    subject: t('signIn.subject', { workspace }),
    // The code stays out of the preview: it would be readable on a locked phone.
    preview: t('signIn.valid', { minutes: MINUTES }),
    blocks: [
      lead(t('signIn.lead', { workspace })),
      code(secret.code),
      paragraph(t('signIn.orLink')),
      button(t('signIn.button'), secret.link, letter.workspace.brandColor),
      small(t('signIn.valid', { minutes: MINUTES })),
      small(t('signIn.notYou')),
    ],
    footer: [small(t('signIn.why', { workspace }))],
  });
}
