import { de } from './de.ts';
import { en } from './en.ts';

export type TextKey = keyof typeof en;
export type Locale = 'en' | 'de';
export type Values = Readonly<Record<string, string | number>>;
export type Say = (key: TextKey, values?: Values) => string;

const CATALOGUES: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = { en, de };

/** The language we write for a tag such as `de-CH`; English when it is none of ours. */
export const knownLocale = (tag: string | null | undefined): Locale => (tag?.slice(0, 2).toLowerCase() === 'de' ? 'de' : 'en');

export const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key);

/** Words of one language. A value that looks like a placeholder stays what it is: the text is read once. */
export const textsFor =
  (locale: Locale): Say =>
  (key, values = {}) =>
    CATALOGUES[locale][key].replaceAll(/\{\{(\w+)\}\}/g, (_hole, name: string) => String(values[name] ?? ''));
