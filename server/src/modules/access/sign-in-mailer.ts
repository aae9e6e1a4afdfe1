import type { Ctx } from '../../kernel/context.ts';
import type { Crypto } from '../../kernel/crypto/crypto.ts';

/** A mail with code and link, ready to be queued. Nothing here but `sealed` is worth stealing, and that opens only with the instance secret. */
export interface SignInMail {
  /** Null = nobody has the address yet; a contact may be made once it is proven. */
  readonly accountId: number | null;
  readonly toAddress: string;
  readonly name: string;
  readonly locale: 'en' | 'de' | null;
  readonly expiresAt: string;
  /** For `openSignInSecret`, when the mail is written; never stored in the clear. */
  readonly sealed: string;
}
export interface SignInSecret {
  readonly code: string;
  /** The page behind it signs in after a click: programs that follow links in mails use nothing up. Null where only codes are allowed. */
  readonly link: string | null;
  /** How long both work. */
  readonly minutes: number;
}
/** Queues the mail in the caller's transaction. */
export type SignInMailer = (ctx: Ctx, mail: SignInMail) => Promise<void>;

const PURPOSE = 'sign-in.mail';
/** What a mail does not say that was queued before codes could differ. */
const QUEUED_BEFORE = { minutes: 10 };
let mailer: SignInMailer | null = null;

/** Called once by the module that delivers mail: access lies below it and cannot call it by name. Returns the way back, for tests. */
export function registerSignInMailer(deliver: SignInMailer): () => void {
  const before = mailer;
  mailer = deliver;
  return () => {
    mailer = before;
  };
}

export async function queueSignInMail(ctx: Ctx, mail: Omit<SignInMail, 'sealed'>, secret: SignInSecret): Promise<void> {
  if (!mailer) throw new Error('No module delivers sign-in mail: registerSignInMailer was not called.');
  await mailer(ctx, { ...mail, sealed: ctx.services.crypto.seal(PURPOSE, JSON.stringify(secret)) });
}

/** What the mail must say, or null when the instance secret changed since. */
export function openSignInSecret(crypto: Crypto, sealed: string): SignInSecret | null {
  const text = crypto.open(PURPOSE, sealed);
  return text === null ? null : { ...QUEUED_BEFORE, ...(JSON.parse(text) as Partial<SignInSecret> & Pick<SignInSecret, 'code' | 'link'>) };
}

/** The same under the current key; null when it cannot be opened. */
export function resealSignInSecret(crypto: Crypto, sealed: string): string | null {
  const text = crypto.open(PURPOSE, sealed);
  return text === null ? null : crypto.seal(PURPOSE, text);
}
