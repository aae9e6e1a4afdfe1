import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { de } from '../email/texts/de.ts';
import { en } from '../email/texts/en.ts';

const WEB = join(import.meta.dirname, '../../../../web/src/i18n');
type Tree = { readonly [key: string]: string | Tree };
const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`)));
const webWords = (language: string) => new Map(flat(JSON.parse(readFileSync(join(WEB, language, 'notices.json'), 'utf8')) as Tree));

describe('texts of notices', () => {
  it.each([
    ['en', en],
    ['de', de],
  ] as const)('are the same in mails and in the bell (%s)', (language, mailTexts) => {
    const web = webWords(language);
    const mail = Object.entries(mailTexts).flatMap(([key, text]) => {
      const match = /^notice\.((?:ticket|team)\..+\.(?:subject|lead))$/.exec(key);
      return match?.[1] ? [[match[1], text] as const] : [];
    });
    expect(new Map(mail)).toEqual(web);
  });
});
