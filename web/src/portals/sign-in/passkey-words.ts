import type { TFunction } from 'i18next';
import type { ApiProblem } from '../../lib/problem.ts';
import { problemWords } from './problem-words.ts';

/** Refusals of passkeys, by server and browser. Apart from the others: they come with the button, after the first page. */
const KNOWN = {
  'passkey.refused': 'problem.refused',
  'passkey.expired': 'problem.expired',
  'passkey.copied': 'problem.copied',
  'passkey.cancelled': 'problem.cancelled',
  'passkey.stopped': 'problem.cancelled',
  'passkey.otherAddress': 'problem.address',
  'passkey.unsuitableAddress': 'problem.address',
  'passkey.unsupported': 'problem.unsupported',
  'passkey.exists': 'problem.exists',
  'passkey.invalid': 'problem.invalid',
  'passkey.tooMany': 'problem.tooMany',
  'passkey.failed': 'problem.failed',
} as const;

/** The sentence for a refusal of this code, or null when it is not about passkeys. */
export const passkeyWords = (code: string | null, t: TFunction<'passkeys'>): string | null => {
  const key = KNOWN[code as keyof typeof KNOWN];
  return key ? t(key) : null;
};

export const wordsOf = (error: ApiProblem, t: TFunction<'passkeys'>, say: TFunction<'sign-in'>): string =>
  passkeyWords(error.code, t) ?? problemWords(error, say);
