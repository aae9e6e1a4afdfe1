import type { Violation } from './rules.ts';
import type { SourceFile } from './scan.ts';

const headings = ['owns', 'promises', 'emits', 'reacts to'];

/** The modules that `app.ts` names. */
function listedModules(sources: readonly SourceFile[]): string[] {
  const app = sources.find((source) => source.path === 'server/src/app.ts');
  const names = app?.imports.flatMap((imported) => /^\.\/modules\/([^/]+)\/index\.ts$/.exec(imported.specifier)?.[1] ?? []) ?? [];
  return [...new Set(names)];
}

interface Section {
  readonly line: number;
  readonly items: readonly { readonly text: string; readonly line: number }[];
}

/** Sections by lower-case heading; an item is a list entry with its continuation lines, or a plain paragraph line. */
function sectionsOf(text: string): Map<string, Section> {
  const sections = new Map<string, Section>();
  let items: { text: string; line: number }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    // `## Owns`, or `**Owns** queues, statuses …` with the text behind it.
    const heading = /^(?:#{2,4}\s+([A-Za-z ]+?):?\s*$|\*\*([A-Za-z ]+?):?\*\*)/.exec(line)?.slice(1).find(Boolean);
    if (heading) {
      items = [];
      sections.set(heading.toLowerCase(), { line: index + 1, items });
    } else if (/^\s*(?:[-*]|\d+\.)\s/.test(line)) items.push({ text: line.trim(), line: index + 1 });
    else if (line.trim() && items.length > 0) {
      const last = items.at(-1);
      if (last) last.text += ` ${line.trim()}`;
    }
  }
  return sections;
}

/** A promise holds on to a test: the name of a test file that exists, or a quoted name that a test really has. */
function promiseProblem(promise: string, tests: readonly SourceFile[]): string | null {
  const files = [...promise.matchAll(/[\w./-]+\.(?:test|journey)\.tsx?/g)].map((match) => match[0]);
  const missing = files.find(
    (file) => !tests.some((test) => test.path === file || test.path.endsWith(`/${file.replace(/^(\.\.?\/)+/, '')}`)),
  );
  if (missing) return `names ${missing}, and there is no such test`;
  if (files.length > 0) return null;
  const quoted = [...promise.matchAll(/`([^`]+)`|"([^"]+)"|“([^”]+)”/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  if (quoted.some((name) => name.length > 5 && tests.some((test) => test.text.includes(name)))) return null;
  return 'names no test that holds it';
}

export function readmeViolations(sources: readonly SourceFile[]): Violation[] {
  const tests = sources.filter((source) => /\.(test|journey)\.tsx?$/.test(source.path));
  return listedModules(sources).flatMap((name) => {
    const path = `server/src/modules/${name}/README.md`;
    const at = (line: number, message: string): Violation => ({ rule: 'module-readme', path, line, message });
    const readme = sources.find((source) => source.path === path);
    if (!readme) return [at(1, 'Every module of app.ts has a README.md: owns, promises, emits, reacts to.')];
    const sections = sectionsOf(readme.text);
    const absent = headings.filter((heading) => !sections.has(heading));
    if (absent.length > 0) return [at(1, `Headings missing: ${absent.map((heading) => `"## ${heading}"`).join(', ')}.`)];
    const promises = sections.get('promises');
    if (!promises?.items.length) return [at(promises?.line ?? 1, 'No promise is listed.')];
    return promises.items.flatMap((item) => {
      const problem = promiseProblem(item.text, tests);
      return problem ? [at(item.line, `This promise ${problem}.`)] : [];
    });
  });
}
