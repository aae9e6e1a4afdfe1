import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const LENGTH = 30_000;
const LIMIT_MS = 150;

/** Every regular expression written in what runs in the server, read from the text. */
const LITERAL = /(?<=[(,=:[!&|?{};\s])\/((?![*/\s])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)(?=[\s.,;)\]}:?]|$)/gm;
const patterns = ['server/src', 'contracts/src']
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(LITERAL)].flatMap(([, source = '', flags = '']) => {
      try {
        return [{ name: `${file.split('/').at(-1)} /${source}/`, source, regex: new RegExp(source, flags.replace(/[gy]/g, '')) }];
      } catch {
        return [];
      }
    }),
  );

/** Long runs of what patterns repeat, with an end that lets them fail, and of the pattern's own characters. */
function attacksOn(source: string): string[] {
  const own = [...new Set(source.replace(/\\[dwsbDWSBpPu]|[\\^$()[\]{}|?*+]/g, ''))].slice(0, 8);
  const units = ['a', '1', ' ', '\n', '.', '-', '<', '/', 'a.', 'a ', '<a ', ...own, ...own.map((sign) => `a${sign}`)];
  return units.flatMap((unit) => {
    const run = unit.repeat(Math.ceil(LENGTH / unit.length));
    return [`${run}\u0000!`, `x${run}\u0000!`];
  });
}

const place = createContext({ regex: /x/, text: '' });
const script = new Script('regex.test(text)');
/** Stopped from outside: a pattern that takes for ever would take the test with it. */
function time(regex: RegExp, text: string): number {
  Object.assign(place, { regex, text });
  const started = performance.now();
  try {
    script.runInContext(place, { timeout: LIMIT_MS * 2 });
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
  }
  return performance.now() - started;
}
/** A busy machine is slow once, a bad pattern always. */
const isSlow = (regex: RegExp, text: string): boolean => [1, 2, 3].every(() => time(regex, text) > LIMIT_MS);

/** Patterns that are slow on such texts but never get one: what stands before them. */
const NEVER_LONG: readonly (readonly [RegExp, string])[] = [
  [/^settings\.ts |^sub-path\.ts |^config\.ts |^schedule-feed-route\.ts |^renew-my-feed\.ts /, 'a setting of the operator'],
  [/^migrate[\w-]*\.ts |^load\.ts |^items\.ts |^rehears[\w-]*\.ts /, 'our own SQL files, and backups of the operator'],
  [/^texts\.ts |^read-rows\.ts |^map-file\.ts /, 'column names of a file that the operator imports'],
  [/^names\.ts /, 'cut to 2,000 characters first'],
  [/^coerce\.ts /, 'at most 40 characters'],
  [/^accounts\.rules\.ts \/\^\[\+/, 'a telephone number of at most 100 characters, asked first'],
  [
    /^entra\.ts |^oidc-client\.ts |^provider-addresses\.rules\.ts /,
    'addresses of a provider, short by their contract and written by master administrators',
  ],
  [/^filter\.rules\.ts /, 'at most 2,000 characters, and asked at one place of the text at a time'],
  [/^addresses\.ts /, 'only what Node has found to be an IP address'],
  [/^allow-list\.ts |^target\.ts /, 'host names of addresses of at most 4,000 characters'],
  [/^list\.filters\.reads\.ts /, 'a search of at most 200 characters, by its contract'],
];

describe('no pattern of ours takes long', () => {
  it('and they are found', () => {
    expect(patterns.length).toBeGreaterThan(150);
    expect(isSlow(/\s+$/, `${' '.repeat(LENGTH)}x`)).toBe(true);
    expect(isSlow(/^(a+)+$/, `${'a'.repeat(40)}!`)).toBe(true);
    expect(isSlow(/^a+$/, `${'a'.repeat(LENGTH)}!`)).toBe(false);
  });
  it(`on ${LENGTH} characters of the worst kind`, { timeout: 600_000 }, () => {
    const slow = patterns
      .filter(({ name }) => !NEVER_LONG.some(([known]) => known.test(name)))
      .filter(({ regex, source }) => attacksOn(source).some((text) => isSlow(regex, text)))
      .map(({ name }) => name);
    expect(slow).toEqual([]);
  });
});
