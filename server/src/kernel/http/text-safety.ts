import type { FieldProblem } from './field-problem.ts';

const DEEPEST = 40;

/**
 * Finds what PostgreSQL or the browser could not keep: NUL characters, halves of surrogate pairs, and nesting so deep that only
 * an attack explains it. Works on every string of a body, keys included, and never recurses deeper than `DEEPEST`.
 */
export function unsafeText(value: unknown, path = '', depth = 0, found: FieldProblem[] = []): FieldProblem[] {
  if (typeof value === 'string') {
    const problem = problemOfText(value);
    if (problem) found.push({ path, ...problem });
  } else if (typeof value === 'object' && value !== null) {
    if (depth >= DEEPEST) found.push({ path, code: 'tooDeep', message: `This is nested more than ${DEEPEST} levels deep.` });
    else if (Array.isArray(value))
      for (const [index, item] of value.entries()) unsafeText(item, joined(path, String(index)), depth + 1, found);
    else for (const [key, item] of Object.entries(value)) inspectEntry(key, item, path, depth, found);
  }
  return found;
}

function inspectEntry(key: string, item: unknown, path: string, depth: number, found: FieldProblem[]): void {
  const problem = problemOfText(key);
  if (problem) found.push({ path, ...problem });
  else unsafeText(item, joined(path, key), depth + 1, found);
}

function problemOfText(text: string): Omit<FieldProblem, 'path'> | null {
  if (text.includes('\0'))
    return { code: 'text.nul', message: 'This text contains an invisible NUL character, which cannot be stored. Remove it and try again.' };
  if (!text.isWellFormed())
    return {
      code: 'text.surrogate',
      message: 'This text contains half of an emoji or special character, which cannot be stored. Remove it and try again.',
    };
  return null;
}

const joined = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
