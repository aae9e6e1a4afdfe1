import { generateSecret, generateURI, verifySync } from 'otplib';
import { hashToken } from '../../kernel/crypto/crypto.ts';
import { Refusal } from '../../kernel/errors.ts';
import { digitsOf } from './codes.rules.ts';

const STEP_SECONDS = 30;
const CODES = 10;

export const newSecret = (): string => generateSecret();
export const uriOf = (secret: string, issuer: string, label: string): string => generateURI({ issuer, label, secret });

/**
 * The step of time this code belongs to, or null when it is not right. Clocks of phones go wrong: the step before and the one
 * after count too. Whoever uses a step remembers it, so that a code overheard is worth nothing.
 */
export function stepOf(secret: string, typed: string, now: string): number | null {
  const token = digitsOf(typed);
  if (!/^\d{6}$/.test(token)) return null;
  const found = verifySync({ secret, token, epoch: Math.floor(Date.parse(now) / 1000), epochTolerance: STEP_SECONDS });
  return found.valid && 'timeStep' in found ? found.timeStep : null;
}

/** Ten codes of 80 random bits, in letters and digits that are not mistaken for each other. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: CODES }, () => generateSecret({ length: 10 }).replace(/(.{4})(?=.)/g, '$1-'));

/** How a recovery code is kept; null when what was typed cannot be one. */
export function recoveryHash(accountId: number, typed: string): string | null {
  const code = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  return /^[A-Z2-7]{16}$/.test(code) ? hashToken(`recovery:${accountId}:${code}`) : null;
}

const field = (code: string, message: string) => ({ fields: [{ path: 'code', code, message }] });
export const secondFactorWrong = (): Refusal =>
  new Refusal(
    422,
    'secondFactor.wrong',
    'This code is not right. Enter the six digits the app shows now, or one of your recovery codes.',
    field('secondFactor.wrong', 'This code is not right.'),
  );
export const secondFactorUsed = (): Refusal =>
  new Refusal(
    422,
    'secondFactor.used',
    'This code was already used. Wait until the app shows a new one.',
    field('secondFactor.used', 'Already used.'),
  );
export const secondFactorExists = (): Refusal =>
  new Refusal(409, 'secondFactor.exists', 'This account has a second factor. Remove it before setting up another one.');
export const secondFactorNotStarted = (): Refusal =>
  new Refusal(409, 'secondFactor.notStarted', 'Nothing is being set up at the moment. Begin again.');
export const proofTooOld = (): Refusal =>
  new Refusal(
    403,
    'proof.tooOld',
    'Your last proof is older than 15 minutes. Enter your current password, or sign in again, and then go on.',
    {
      fields: [{ path: 'password', code: 'proof.tooOld', message: 'Enter your current password, or sign in again.' }],
    },
  );
export const secondProofTooOld = (): Refusal =>
  new Refusal(
    403,
    'proof.secondTooOld',
    'Your second factor was shown more than 15 minutes ago. Enter a code of your authenticator app, or confirm with a passkey, and then go on.',
    {
      fields: [{ path: 'code', code: 'proof.secondTooOld', message: 'Enter a code of your authenticator app, or confirm with a passkey.' }],
    },
  );
