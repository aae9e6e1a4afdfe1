import { hash, verify } from '@node-rs/argon2';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { Refusal } from '../../kernel/errors.ts';
import { COMMON_PASSWORDS } from './passwords.data.ts';

export const MIN_PASSWORD = 10;
const MIN_SCORE = 3;
/** argon2id (the library's default) with the memory and passes OWASP recommends: about 30 ms of one core, 19 MB while it runs. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(normal(password), COST);

/** False for a wrong password and for a stored hash nobody can read. */
export const verifyPassword = (stored: string, password: string): Promise<boolean> => verify(stored, normal(password)).catch(() => false);

/** The same password typed on a phone and on a desktop may differ in its code points. */
const normal = (password: string): string => password.normalize('NFKC');

let dummy: Promise<string> | undefined;
/**
 * Checks a password against every given hash at once; without any, against one that nothing matches, so that an address nobody
 * has costs what a known one costs.
 */
export async function verifyAny(hashes: readonly string[], password: string): Promise<readonly boolean[]> {
  if (hashes.length > 0) return Promise.all(hashes.map((stored) => verifyPassword(stored, password)));
  dummy ??= hashPassword(crypto.randomUUID());
  await verifyPassword(await dummy, password);
  return [];
}

let judge: ZxcvbnFactory | undefined;

/**
 * Refuses a password that is short or easy to guess; `own` are words an attacker knows of its owner (name, address, company).
 *
 * @param path the field of the form that holds it.
 */
export function checkPasswordStrength(password: string, own: readonly (string | null)[], path = 'password'): void {
  const given = normal(password);
  if ([...given].length < MIN_PASSWORD)
    throw weak(path, `Use at least ${MIN_PASSWORD} characters; a few unrelated words are easy to remember.`);
  judge ??= new ZxcvbnFactory({ graphs: adjacencyGraphs, dictionary: { ...dictionary, common: [...COMMON_PASSWORDS] } });
  // Longer than this it takes long to judge, and nothing is guessed any more.
  const { score } = judge.check(given.slice(0, 100), wordsOf(own));
  if (score < MIN_SCORE)
    throw weak(path, 'This password is easy to guess. Use a few unrelated words, and leave out names, dates and keyboard patterns.');
}

const wordsOf = (own: readonly (string | null)[]): string[] =>
  own.flatMap((text) => (text === null ? [] : [text, ...text.split(/[^\p{L}\p{N}]+/u)])).filter((word) => word.length > 2);

const weak = (path: string, message: string): Refusal =>
  new Refusal(422, 'password.weak', `${message} Nothing was changed.`, { fields: [{ path, code: 'password.weak', message }] });
