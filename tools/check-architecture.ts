/**
 * Holds the house's rules of direction (ARCHITECTURE.md): which file may import, ask or know what. Reads the sources with a scanner
 * of its own, so it takes well under a second. The table of modules is in architecture/table.ts.
 *
 * node tools/check-architecture.ts
 */
import path from 'node:path';
import { readmeViolations } from './architecture/readmes.ts';
import { importRules, type Violation } from './architecture/rules.ts';
import { readTree, scan } from './architecture/scan.ts';

const folders = ['contracts', 'server', 'web', 'integrations', 'tools', 'e2e', 'bench'];

/** Every rule over a tree given as path → text. */
export function findViolations(files: ReadonlyMap<string, string>): Violation[] {
  const sources = scan(files);
  return [...importRules.flatMap((rule) => rule(sources)), ...readmeViolations(sources)].sort(
    (a, b) => a.path.localeCompare(b.path) || a.line - b.line,
  );
}

function main(): void {
  const started = performance.now();
  const root = path.resolve(import.meta.dirname, '..');
  const files = readTree(root, folders, /\.(ts|tsx|mjs|css|md)$/);
  const violations = findViolations(files);
  for (const { path: file, line, rule, message } of violations) console.log(`${file}:${line}  ${rule}  ${message}`);
  const time = `${files.size} files in ${Math.round(performance.now() - started)} ms`;
  console.log(violations.length === 0 ? `Architecture holds (${time}).` : `\n${violations.length} violations (${time}).`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}

if (import.meta.main) main();
