import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const table = (language: string, area: string) => JSON.parse(read(`web/src/i18n/${language}/${area}.json`)) as Record<string, never>;

/** What only a program with a key, a directory, a broken proxy or the operator at a terminal is told; they read English. */
const FOR_PROGRAMS =
  /^(key\.(invalid|scope\w*|notAllowed|actAs(Invalid|Refused))|idempotency\.\w+|headers\.\w+|request\.\w+|ifMatch\.\w+|text\.\w+|body\.json|upload\.fileName|scim\.\w+)$/;

interface Route {
  readonly permission: string;
  readonly errors: readonly string[];
}
async function routes(): Promise<Route[]> {
  const files = globSync('contracts/src/*/routes.ts', { cwd: ROOT });
  const modules = await Promise.all(files.map((file) => import(path.join(ROOT, file)) as Promise<Record<string, Route>>));
  return modules.flatMap((one) => Object.values(one)).filter((one) => Array.isArray(one?.errors));
}

/** Codes the server's own sources send over HTTP; imports and backups answer a terminal. */
function sentByServer(): string[] {
  const files = globSync('server/src/{kernel/http,kernel/files,modules}/**/*.ts', { cwd: ROOT });
  return files
    .filter((file) => !file.endsWith('.test.ts') && !/modules\/(imports|backups)\//.test(file))
    .flatMap((file) => [
      ...[...read(file).matchAll(/(?:new Refusal\(\s*\d+,|forbidden\(|invalidField\([^,()]+,)\s*'(\w+\.\w+)'/g)].map(
        (found) => found[1] ?? '',
      ),
      ...[...read(file).matchAll(/\bnotFound\('(\w+)'\)/g)].map((found) => `${found[1]}.notFound`),
    ]);
}

describe('refusals', () => {
  it('are said in both languages, whatever code a contract declares or the server sends', async () => {
    const codes = new Set([...(await routes()).flatMap((route) => route.errors), ...sentByServer()]);
    expect(codes.size).toBeGreaterThan(80);
    for (const language of ['en', 'de']) {
      const words = table(language, 'refusals') as Record<string, Record<string, string>>;
      const silent = [...codes].filter((code) => {
        const [noun = '', what = ''] = code.split('.');
        return !FOR_PROGRAMS.test(code) && !words[noun]?.[what];
      });
      expect(silent, language).toEqual([]);
    }
  });

  it('of the sign-in pages have words there, because those pages load no further catalogue', async () => {
    const words = read('web/src/portals/sign-in/problem-words.ts') + read('web/src/portals/sign-in/passkey-words.ts');
    const codes = (await routes())
      .filter(({ permission }) => permission === 'public' || permission === 'proven')
      .flatMap((one) => one.errors);
    // Said with the time to wait, and by the local inbox, which has pages of its own.
    const elsewhere = ['limit.exceeded', 'inbox.off', 'mail.notFound'];
    expect([...new Set(codes)].filter((code) => !elsewhere.includes(code) && !words.includes(`'${code}'`))).toEqual([]);
  });
});
