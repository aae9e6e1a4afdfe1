import { Email } from '@portico/contracts/kernel/shapes.ts';
import { Check } from 'typebox/value';
import { isPhone, isTimeZone } from '../accounts/index.ts';
import { invalidValue } from './scim.refusals.ts';

/** A person as a directory describes him, as far as it is kept here. */
export interface Person {
  readonly userName: string;
  readonly externalId: string | null;
  readonly active: boolean;
  readonly name: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly title: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly mobile: string | null;
  readonly department: string | null;
  readonly locale: 'en' | 'de' | null;
  readonly timeZone: string | null;
}

/** The same while attributes arrive in any order: a name has four of them, a language two. */
export interface Draft {
  userName: string | null;
  externalId: string | null;
  /** Null while nobody said it. */
  active: boolean | null;
  displayName: string | null;
  formatted: string | null;
  givenName: string | null;
  surname: string | null;
  title: string | null;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  department: string | null;
  language: string | null;
  preferredLanguage: string | null;
  timeZone: string | null;
}

export const emptyDraft = (active: boolean | null): Draft => ({
  userName: null,
  externalId: null,
  active,
  displayName: null,
  formatted: null,
  givenName: null,
  surname: null,
  title: null,
  email: null,
  phone: null,
  mobile: null,
  department: null,
  language: null,
  preferredLanguage: null,
  timeZone: null,
});

/** A name that was made of its parts is made anew when they change; one that was given stays. */
export const draftOf = ({ name, locale, ...person }: Person): Draft => ({
  ...person,
  displayName: name === joined(person) ? null : name,
  formatted: null,
  language: locale,
  preferredLanguage: null,
});

const joined = (parts: { readonly givenName: string | null; readonly surname: string | null }): string =>
  [parts.givenName, parts.surname].filter((part) => part !== null && part !== '').join(' ');

/** Judges the whole: what one attribute lacks another may say. `before`: an address that is kept when none is said. */
export function personOf(draft: Draft): Person {
  const { userName } = draft;
  if (userName === null) throw invalidValue('userName', 'It is required.');
  const email = draft.email ?? (isAddress(userName) ? userName : null);
  if (email === null) throw invalidValue('emails', 'A user needs an e-mail address: as work address, or as userName.');
  const name = (draft.displayName ?? draft.formatted ?? joined(draft)) || userName;
  if (name.length > LONGEST_NAME) throw invalidValue('displayName', `It is longer than ${LONGEST_NAME} characters.`);
  if (!/[^\p{Z}\p{C}]/u.test(name)) throw invalidValue('displayName', 'It holds nothing that can be read.');
  // An account begins open.
  const active = draft.active ?? true;
  const { externalId, givenName, surname, title, phone, mobile, department, timeZone } = draft;
  const locale = languageOf(draft.preferredLanguage ?? draft.language);
  return { userName, externalId, active, name, givenName, surname, title, email, phone, mobile, department, locale, timeZone };
}

const LONGEST_NAME = 200;
const languageOf = (tag: string | null): 'en' | 'de' | null => {
  const language = (tag ?? '').slice(0, 2).toLowerCase();
  return language === 'de' || language === 'en' ? language : null;
};

const isAddress = (text: string): boolean => Check(Email, text);
const SEPARATORS = /[\s\p{Cc}]+/gu;

/** One line of text; null when there is nothing in it. */
export function line(attribute: string, value: unknown, longest: number): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string') throw invalidValue(attribute, 'It must be a text.');
  // Judged first: the patterns below see no more than this.
  if (value.length > longest * 2) throw invalidValue(attribute, `It is longer than ${longest} characters.`);
  if (value.includes('\0') || !value.isWellFormed()) throw invalidValue(attribute, 'It holds characters that cannot be stored.');
  const text = value.replace(SEPARATORS, ' ').trim();
  if (text.length > longest) throw invalidValue(attribute, `It is longer than ${longest} characters.`);
  return text === '' ? null : text;
}

export function address(attribute: string, value: unknown): string | null {
  const text = line(attribute, value, 254);
  if (text !== null && !isAddress(text)) throw invalidValue(attribute, 'It is no e-mail address.');
  return text;
}

/** Left out when nobody could dial it: a person is worth more than a number of his. */
export function phone(attribute: string, value: unknown): string | null {
  const text = line(attribute, value, 254);
  return text !== null && text.length <= 50 && isPhone(text) ? text : null;
}

export function zone(attribute: string, value: unknown): string | null {
  const text = line(attribute, value, 100);
  return text !== null && text.length <= 60 && isTimeZone(text) ? text : null;
}

/** Entra ID sends "False". */
export function truth(attribute: string, value: unknown): boolean {
  const said = typeof value === 'string' ? value.toLowerCase() : value;
  if (said === true || said === 'true') return true;
  if (said === false || said === 'false') return false;
  throw invalidValue(attribute, 'It must be true or false.');
}
