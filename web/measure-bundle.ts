import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** Prints what the first page of each entry costs (JS + CSS, brotli) and fails when a budget is broken. Run after a build. */
const DIST = join(import.meta.dirname, 'dist');
const BUDGETS: Readonly<Record<string, number>> = { 'sign-in': 110, portal: 200 };

const sizes = new Map<string, number>();
for (const name of await readdir(join(DIST, 'assets'))) {
  if (!/\.(js|css)$/.test(name)) continue;
  sizes.set(name, brotliCompressSync(await readFile(join(DIST, 'assets', name))).length);
}

let broken = false;
for (const page of ['sign-in', 'portal', 'tech', 'admin']) {
  const files = await firstPage(page);
  const kb = [...files].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0) / 1000;
  const budget = BUDGETS[page];
  if (budget !== undefined && kb > budget) broken = true;
  console.log(
    `${page.padEnd(8)} ${kb.toFixed(1).padStart(6)} kB brotli in ${files.size} files${budget === undefined ? '' : `, budget ${budget} kB`}`,
  );
}
process.exitCode = broken ? 1 : 0;

/** The entry with everything it imports, and the chunks its first screen loads: the home route and one language. */
async function firstPage(page: string): Promise<Set<string>> {
  const html = await readFile(join(DIST, `${page}.html`), 'utf8');
  const found = new Set([...html.matchAll(/assets\/([\w.-]+\.(?:js|css))/g)].map((match) => match[1] ?? ''));
  for (const file of found) {
    if (!file.endsWith('.js')) continue;
    const code = await readFile(join(DIST, 'assets', file), 'utf8');
    for (const match of code.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) found.add(match[1] ?? '');
    const home = /import\(["'`]\.\/(Home-[\w-]+\.js)["'`]\)/.exec(code)?.[1];
    if (home) found.add(home);
    for (const match of code.matchAll(
      /\/en\/(ui|client|tech|admin|sign-in)\.json["'`]:\s*\(\)\s*=>[^}]*?import\(["'`]\.\/([\w.-]+\.js)["'`]\)/g,
    )) {
      const area = page === 'portal' ? 'client' : page;
      if (match[1] === 'ui' || match[1] === area) found.add(match[2] ?? '');
    }
  }
  // Styles of a lazily loaded page (1 to 2 kB) are named only in its preload list and are not counted.
  return found;
}
