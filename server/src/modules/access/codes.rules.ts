import type { Crypto } from '../../kernel/crypto/crypto.ts';
import { Refusal } from '../../kernel/errors.ts';

export const RESEND_SECONDS = 30;

/** People copy "123 456" and "123-456" out of mails. */
export const digitsOf = (typed: string): string => typed.normalize('NFKC').replace(/[\s\-.]/g, '');

const field = (code: string, message: string) => ({ fields: [{ path: 'code', code, message }] });

export const codeWrong = (attemptsLeft: number): Refusal => {
  const left = attemptsLeft > 0 ? `Check the latest mail and try again; ${tries(attemptsLeft)} left.` : 'Ask for a new code.';
  return new Refusal(422, 'code.wrong', `This code is not right. ${left}`, field('code.wrong', 'This code is not right.'));
};
const tries = (count: number): string => (count === 1 ? '1 try is' : `${count} tries are`);
export const codeOfOtherBrowser = (): Refusal =>
  new Refusal(
    422,
    'code.wrong',
    'A code works only in the browser that asked for it, and this one does not look like it. Ask for a new code here, or use the link in the mail.',
    field('code.wrong', 'Asked for in another browser.'),
  );
export const codeExpired = (): Refusal =>
  new Refusal(410, 'code.expired', 'This code is no longer valid. Ask for a new code.', field('code.expired', 'No longer valid.'));
export const codeSpent = (): Refusal =>
  new Refusal(
    410,
    'code.expired',
    'This code was tried too often and no longer works. Ask for a new code.',
    field('code.expired', 'Tried too often.'),
  );
export const codeUsed = (): Refusal =>
  new Refusal(
    410,
    'code.used',
    'This code was already used. If that was not you, ask for a new code.',
    field('code.used', 'Already used.'),
  );

export const linkInvalid = (): Refusal =>
  new Refusal(422, 'link.invalid', 'This link is not complete. Open it from the mail again, or sign in with the code in the mail.');
export const linkExpired = (): Refusal =>
  new Refusal(410, 'link.expired', 'This link has expired. Enter your e-mail address to get a new one.');
export const linkUsed = (): Refusal =>
  new Refusal(410, 'link.used', 'This link was already used. Enter your e-mail address to get a new one.');

export const askedTooSoon = (seconds: number): Refusal =>
  new Refusal(429, 'limit.exceeded', `A code was sent a moment ago. You can ask for another one in ${seconds} seconds.`, {
    retryAfter: seconds,
  });

/** The code is kept as a keyed hash that belongs to one challenge: six digits alone would be found in an instant. */
export const codeMac = (crypto: Pick<Crypto, 'mac'>, challengeId: string, code: string): string =>
  crypto.mac('sign-in.code', `${challengeId}:${code}`);
export const isRightCode = (
  crypto: Pick<Crypto, 'macMatches'>,
  challenge: { readonly id: string; readonly codeHash: string },
  typed: string,
): boolean => crypto.macMatches('sign-in.code', `${challenge.id}:${digitsOf(typed)}`, challenge.codeHash);
