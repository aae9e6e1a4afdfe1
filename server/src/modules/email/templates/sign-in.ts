import type { SignInSecret } from '../../access/index.ts';
import { textsFor } from '../texts/index.ts';
import { button, code, type Letter, lead, type MailContent, paragraph, small } from './blocks.ts';
import { layout } from './layout.ts';

/** Code first, because it also works when the mail is read on another device than the one that asks for it. */
export function signInMail(letter: Letter, secret: SignInSecret): MailContent {
  const t = textsFor(letter.locale);
  const workspace = letter.workspace.name;
  const valid = t(secret.link === null ? 'signIn.validCode' : 'signIn.valid', { minutes: secret.minutes });
  return layout(letter, {
    subject: t('signIn.subject', { workspace }),
    // The code stays out of the preview: it would be readable on a locked phone.
    preview: valid,
    blocks: [
      lead(t('signIn.lead', { workspace })),
      code(secret.code),
      ...(secret.link === null
        ? []
        : [paragraph(t('signIn.orLink')), button(t('signIn.button'), secret.link, letter.workspace.brandColor)]),
      small(valid),
      small(t('signIn.notYou')),
    ],
    footer: [small(t('signIn.why', { workspace }))],
  });
}
