import { nowIso } from '../../kernel/clock.ts';
import type { Ctx } from '../../kernel/context.ts';
import { hashToken } from '../../kernel/crypto/crypto.ts';
import type { SealedColumn } from '../../kernel/module.ts';
import { openSignInSecret, resealSignInSecret, type SignInMail } from '../access/index.ts';
import { SIGN_IN_KIND } from './email.policy.ts';
import { listSealedMails, replaceSealed } from './email.store.ts';
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
    to: { name: name || null, address: toAddress },
    account: accountId,
    subject: textsFor(letter.locale)('signIn.subject', { workspace: letter.workspace.name }),
    html: null,
    text: null,
    dedupeKey: `sign-in:${hashToken(sealed)}`,
    // Bound to where it goes: who can write to the database cannot have somebody else's code sent to himself.
    sealed: ctx.services.crypto.seal(PURPOSE, JSON.stringify(content), toAddress),
  });
}

/** Writes the mail at the moment it is sent; its words exist nowhere else. */
export async function openSignInMail(
  ctx: Ctx,
  { sealed, toAddress }: { readonly sealed: string; readonly toAddress: string },
): Promise<MailContent | { readonly fail: string }> {
  const opened = ctx.services.crypto.open(PURPOSE, sealed, toAddress);
  if (opened === null) return { fail: 'The code could not be opened, because the instance secret changed.' };
  const content = JSON.parse(opened) as Sealed;
  if (content.expiresAt <= nowIso()) return { fail: 'The code ran out before the mail could be delivered.' };
  const secret = openSignInSecret(ctx.services.crypto, content.sealed);
  if (!secret) return { fail: 'The code could not be opened, because the instance secret changed.' };
  return signInMail(await letterFor(ctx, content), secret);
}

/** Codes that wait to be sent, for `portico secrets reseal`. */
export const sealedMails: SealedColumn = {
  name: 'mails.sealed',
  list: listSealedMails,
  reseal: (crypto, { sealed, boundTo }) => {
    const opened = crypto.open(PURPOSE, sealed, boundTo);
    if (opened === null) return null;
    const content = JSON.parse(opened) as Sealed;
    const inner = resealSignInSecret(crypto, content.sealed);
    return inner === null ? null : crypto.seal(PURPOSE, JSON.stringify({ ...content, sealed: inner }), boundTo);
  },
  replace: replaceSealed,
};
