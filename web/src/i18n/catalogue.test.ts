import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..');
const areas = readdirSync(join(import.meta.dirname, 'en')).map((file) => file.replace('.json', ''));
const keysOf = (language: string, area: string) =>
  flatten(JSON.parse(readFileSync(join(import.meta.dirname, language, `${area}.json`), 'utf8')) as object);

function flatten(value: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'string' ? [[prefix + key, inner] as const] : [...flatten(inner as object, `${prefix}${key}.`)],
    ),
  );
}
const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$|\.d\.ts$|^gallery/.test(file))
  .map((file) => ({ file, text: readFileSync(join(SRC, file), 'utf8') }));

describe('catalogues', () => {
  it('have the same areas in both languages', () =>
    expect(readdirSync(join(import.meta.dirname, 'de')).sort()).toEqual(areas.map((area) => `${area}.json`).sort()));

  it.each(areas)('%s: the same keys and placeholders in English and German', (area) => {
    const [en, de] = [keysOf('en', area), keysOf('de', area)];
    expect([...de.keys()].sort()).toEqual([...en.keys()].sort());
    const holes = (text = '') => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]).sort();
    for (const [key, text] of en) expect(holes(de.get(key)), key).toEqual(holes(text));
  });

  it.each(areas)('%s: no key without a use', (area) => {
    const text = sources.map((source) => source.text).join('\n');
    // A key built at run time (`error.${kind}.title`) uses every key that fits its pattern.
    const patterns = [...text.matchAll(/`((?:[\w-]+:)?[\w.-]*\$\{[^`]*)`/g)].map((match) => patternOf(match[1] ?? ''));
    const unused = [...keysOf('en', area).keys()].map(stem).filter((key) => {
      const literal = [`'${key}'`, `'${area}:${key}'`, `"${key}"`, `"${area}:${key}"`].some((form) => text.includes(form));
      return !literal && !patterns.some((pattern) => pattern.test(key) || pattern.test(`${area}:${key}`));
    });
    expect(unused).toEqual([]);
  });

  it('have every key that is asked for', () => {
    const known = new Map(areas.map((area) => [area as string, new Set([...keysOf('en', area).keys()].map(stem))]));
    const missing = sources.flatMap(({ file, text }) => {
      const home = /(?:useTranslation\((?:\[)?|TFunction<)'([\w-]+)'/.exec(text)?.[1] ?? 'ui';
      return [...text.matchAll(/\bt\(\s*'((?:[\w-]+:)?[\w.-]+)'/g)].flatMap(([, asked = '']) => {
        const [area, key] = asked.includes(':') ? (asked.split(':') as [string, string]) : [home, asked];
        return known.get(area)?.has(key) ? [] : [`${file}: ${asked}`];
      });
    });
    expect(missing).toEqual([]);
  });
});

const patternOf = (template: string) =>
  new RegExp(
    `^${template
      .split(/\$\{[^}]*\}/)
      .map((part) => part.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&'))
      .join('[\\w-]+')}$`,
  );
