import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modules } from '../../app.ts';
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

describe('topics of the settings', () => {
  const declared = modules.flatMap((one) => one.events ?? []).flatMap(({ notice }) => notice?.topics ?? []);
  const keys = [...new Set(declared.map((topic) => topic.key))].sort();
  it.each(['en', 'de'])('have a title and a hint, and nothing else has (%s)', (language) => {
    const words = JSON.parse(readFileSync(join(WEB, language, 'notifications.json'), 'utf8')) as { topic: Tree };
    const said = flat(words.topic).map(([key]) => key);
    expect(said.sort()).toEqual(keys.flatMap((key) => [`${key}.hint`, `${key}.title`]).sort());
  });

  it('are declared the same wherever they are declared', () => {
    for (const key of keys) expect(new Set(declared.filter((one) => one.key === key).map((one) => JSON.stringify(one))).size, key).toBe(1);
  });
});
