import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { asvsLevels } from './audit/asvs-levels.data.ts';
import { root } from './steps.ts';

// The security documents name files and tests. What is renamed or taken away has to be answered again.

const PLACES = ['', 'server/src/', 'server/'];
const fileOf = (name: string): string | null => {
  const place = PLACES.find((prefix) => existsSync(path.join(root, prefix, name)));
  return place === undefined ? null : path.join(root, place, name);
};
const asvs = readFileSync(path.join(root, 'docs/security/asvs.md'), 'utf8');
const rows = asvs
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [id = '', level, answer, , where = ''] = line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim());
    return { id, level: Number(level), answer, where };
  });
/** Each path in backticks with the quotes that follow it. */
const evidence = (text: string) =>
  [...text.matchAll(/`([^`]+)`((?: "[^"]+")*)/g)]
    .filter(([, name = '']) => /^\.?[\w-]+(\/[\w.-]+)*\.[a-z]+$|^\.ci\/run$/.test(name))
    .map(([, name = '', quotes = '']) => ({ name, tests: [...quotes.matchAll(/"([^"]+)"/g)].map(([, test = '']) => test) }));
const titled = (text: string, test: string): boolean => ["'", '`', '"'].some((quote) => text.includes(`${quote}${test}${quote}`));

describe('docs/security/asvs.md', () => {
  it('answers every requirement of levels 1 and 2 once', () => {
    expect(rows.map(({ id, level }) => `${id} ${level}`)).toEqual(Object.entries(asvsLevels).map(([id, level]) => `${id} ${level}`));
    expect(rows.filter(({ answer }) => !['met', 'open', 'n/a'].includes(answer ?? ''))).toEqual([]);
    expect(rows.filter(({ where }) => where.length < 4)).toEqual([]);
  });
  it('counts them truly', () => {
    const count = (wanted: string) => rows.filter(({ answer }) => answer === wanted).length;
    expect(asvs).toContain(
      `${rows.length} requirements, **${count('met')} met**, **${count('open')} open**, **${count('n/a')} not applicable**`,
    );
  });
  it.each(rows.map((row) => [row.id, row] as const))('%s names what is there', (_id, { answer, where }) => {
    for (const { name, tests } of evidence(where)) {
      const file = fileOf(name);
      expect(file, `${name} does not exist`).not.toBeNull();
      const text = readFileSync(file ?? '', 'utf8');
      expect(
        tests.filter((test) => !titled(text, test)),
        `not in ${name}`,
      ).toEqual([]);
    }
    const isReviewed = where.includes('(reviewed, no test)');
    if (answer === 'met') expect(evidence(where).length > 0 || isReviewed, 'shows nothing').toBe(true);
  });
});

describe('the other security documents', () => {
  const documents = ['SECURITY.md', ...readdirSync(path.join(root, 'docs/security')).map((name) => `docs/security/${name}`)];
  it.each(documents)('%s links to what is there', (name) => {
    const text = readFileSync(path.join(root, name), 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      expect(existsSync(path.resolve(root, path.dirname(name), target)), `${name} → ${target}`).toBe(true);
    }
    expect(text).not.toMatch(/[\w.-]+@[\w-]+\.(com|org|net|io|dev)\b/);
  });
  it('notices what is not there', () => {
    expect(fileOf('kernel/http/no-such.test.ts')).toBeNull();
    expect(fileOf('kernel/http/server.ts')).not.toBeNull();
    expect(evidence('a `kernel/x.test.ts` "one" "two", `y` and `.ci/run`')).toEqual([
      { name: 'kernel/x.test.ts', tests: ['one', 'two'] },
      { name: '.ci/run', tests: [] },
    ]);
    expect([titled("it('one', () => {})", 'one'), titled("it('one more')", 'one')]).toEqual([true, false]);
  });
});
