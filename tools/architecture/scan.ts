import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Import {
  readonly specifier: string;
  /** Only types cross: `import type …`, or every name is marked `type`. */
  readonly typeOnly: boolean;
  readonly line: number;
}
export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The text with comments and the insides of strings blanked; offsets and line breaks stay. */
  readonly code: string;
  readonly imports: readonly Import[];
  readonly lines: number;
}

const skipped = new Set(['node_modules', 'dist', 'coverage', '.cache', '.git']);

/** Reads the named folders of the project into memory: path → text. */
export function readTree(root: string, folders: readonly string[], endings: RegExp): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (folder: string): void => {
    let entries: ReturnType<typeof list>;
    try {
      entries = list(folder);
    } catch {
      return;
    }
    for (const entry of entries) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) visit(full);
      } else if (endings.test(entry.name)) files.set(path.relative(root, full).split(path.sep).join('/'), readFileSync(full, 'utf8'));
    }
  };
  for (const folder of folders) visit(path.join(root, folder));
  return files;
}
const list = (folder: string) => readdirSync(folder, { withFileTypes: true });

const regexMayFollow = /[(,=:[!&|?{;+\-*%~^<>]$|^$|\b(return|typeof|case|in|of|do|else|void|await|yield)$/;

/** Index after the string that opens at `start`, or `start + 1` when the quote is plain text (an apostrophe in JSX). */
function endOfString(text: string, start: number): number {
  const quote = text[start];
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i + 1;
    else if (text[i] === '\n') break;
  }
  return start + 1;
}

function endOfRegex(text: string, start: number): number {
  let inClass = false;
  for (let i = start + 1; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (c === '\n') break;
    else if (c === '[') inClass = true;
    else if (c === ']') inClass = false;
    else if (c === '/' && !inClass) return i + 1;
  }
  return start + 1;
}

/** Blanks comments, regular expressions and what is inside strings, so that rules see code only. */
export function blank(text: string): string {
  const out = text.split('');
  const wipe = (from: number, to: number): void => {
    for (let i = from; i < to; i++) if (out[i] !== '\n') out[i] = ' ';
  };
  // Open template literals: the depth of braces at which each `${` began.
  const templates: number[] = [];
  let braces = 0;
  let i = 0;
  const template = (from: number): number => {
    for (let j = from; j < text.length; j++) {
      if (text[j] === '\\') {
        wipe(j, j + 2);
        j++;
      } else if (text[j] === '`') return j + 1;
      else if (text[j] === '$' && text[j + 1] === '{') {
        templates.push(braces++);
        return j + 2;
      } else wipe(j, j + 1);
    }
    return text.length;
  };
  while (i < text.length) {
    const c = text[i];
    const two = text.slice(i, i + 2);
    if (two === '//' || (i === 0 && two === '#!')) {
      const end = text.indexOf('\n', i);
      const stop = end < 0 ? text.length : end;
      wipe(i, stop);
      i = stop;
    } else if (two === '/*') {
      const end = text.indexOf('*/', i + 2);
      const stop = end < 0 ? text.length : end + 2;
      wipe(i, stop);
      i = stop;
    } else if (c === "'" || c === '"') {
      const stop = endOfString(text, i);
      if (stop > i + 1) wipe(i + 1, stop - 1);
      i = stop;
    } else if (c === '`') i = template(i + 1);
    else if (c === '/' && regexMayFollow.test(text.slice(Math.max(0, i - 30), i).trimEnd())) {
      const stop = endOfRegex(text, i);
      if (stop > i + 1) wipe(i + 1, stop - 1);
      i = stop;
    } else {
      if (c === '{') braces++;
      else if (c === '}') {
        braces--;
        if (templates.length > 0 && templates.at(-1) === braces) {
          templates.pop();
          i = template(i + 1);
          continue;
        }
      }
      i++;
    }
  }
  return out.join('');
}

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const fromClause = /\b(?:import|export)\s+(type\s+)?([\w$*\s{},]*?)\bfrom\s*(['"])/g;
const bareImport = /\bimport\s*\(?\s*(['"])/g;

function allNamesAreTypes(names: string): boolean {
  const inside = /^\s*\{([\s\S]*)\}\s*$/.exec(names)?.[1];
  if (inside === undefined) return false;
  const parts = inside.split(',').filter((part) => part.trim());
  return parts.length > 0 && parts.every((part) => /^\s*type\s/.test(part));
}

export function importsOf(text: string, code: string): Import[] {
  const found: Import[] = [];
  const take = (match: RegExpExecArray, typeOnly: boolean): void => {
    const start = match.index + match[0].length;
    const end = endOfString(text, start - 1) - 1;
    found.push({ specifier: text.slice(start, end), typeOnly, line: lineAt(text, match.index) });
  };
  for (const match of code.matchAll(fromClause)) take(match, Boolean(match[1]) || allNamesAreTypes(match[2] ?? ''));
  for (const match of code.matchAll(bareImport)) {
    const before = code.slice(Math.max(0, match.index - 12), match.index);
    // `typeof import('…')` in a type position carries only types, and so does `x: import('…').T`.
    take(match, match[0].includes('(') && /(typeof|:|<|\|)\s*$/.test(before));
  }
  return found;
}

export function scan(files: ReadonlyMap<string, string>): SourceFile[] {
  const sources: SourceFile[] = [];
  for (const [file, text] of files) {
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    if (!/\.(ts|tsx|mjs)$/.test(file)) {
      sources.push({ path: file, text, code: '', imports: [], lines });
      continue;
    }
    const code = blank(text);
    sources.push({ path: file, text, code, imports: importsOf(text, code), lines });
  }
  return sources;
}

/** `../x/index.ts` seen from a file → path from the root; null when it is a package. */
export function resolveImport(from: string, specifier: string): string | null {
  const plain = specifier.replace(/\?.*$/, '');
  if (plain.startsWith('@portico/contracts/')) return `contracts/src/${plain.slice('@portico/contracts/'.length)}`;
  if (!plain.startsWith('.')) return null;
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), plain));
}
