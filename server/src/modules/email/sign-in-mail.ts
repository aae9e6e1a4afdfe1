import { nowIso } from '../../kernel/clock.ts';
import type { Ctx } from '../../kernel/context.ts';
import { hashToken } from '../../kernel/crypto/crypto.ts';
import { openSignInSecret, type SignInMail } from '../access/index.ts';
import { SIGN_IN_KIND } from './email.policy.ts';
import { letterFor } from './letter-for.ts';
import { queueMail } from './queue-mail.ts';
import type { MailContent } from './templates/blocks.ts';
import { signInMail } from './templates/sign-in.ts';
import { textsFor } from './texts/index.ts';

const PURPOSE = 'mail.sign-in';
type Sealed = Pick<SignInMail, 'accountId' | 'locale' | 'expiresAt' | 'sealed'>;

/** Queues code and link without either being readable in the row or its job. */
export async function queueSignIn(ctx: Ctx, { accountId, toAddress, name, locale, expiresAt, sealed }: SignInMail): Promise<void> {
  const letter = await letterFor(ctx, { accountId, locale });
  const content: Sealed = { accountId, locale, expiresAt, sealed };
  await queueMail(ctx, {
    kind: SIGN_IN_KIND,
    to: { name, address: toAddress },
    account: accountId,
    subject: textsFor(letter.locale)('signIn.subject', { workspace: letter.workspace.name }),
    html: null,
    text: null,
    dedupeKey: `sign-in:${hashToken(sealed)}`,
    sealed: ctx.services.crypto.seal(PURPOSE, JSON.stringify(content)),
  });
}

/** Writes the mail at the moment it is sent; its words exist nowhere else. */
export async function openSignInMail(ctx: Ctx, sealed: string): Promise<MailContent | { readonly fail: string }> {
  const opened = ctx.services.crypto.open(PURPOSE, sealed);
  if (opened === null) return { fail: 'The code could not be opened, because the instance secret changed.' };
  const content = JSON.parse(opened) as Sealed;
  if (content.expiresAt <= nowIso()) return { fail: 'The code ran out before the mail could be delivered.' };
  const secret = openSignInSecret(ctx.services.crypto, content.sealed);
  if (!secret) return { fail: 'The code could not be opened, because the instance secret changed.' };
  return signInMail(await letterFor(ctx, content), secret);
}
