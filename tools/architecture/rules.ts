import { lineAt, resolveImport, type SourceFile } from './scan.ts';
import * as table from './table.ts';

export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}
type Rule = (sources: readonly SourceFile[]) => Violation[];

const isTest = (file: string): boolean => /\.(test|journey)\.tsx?$|(^|\/)(test|e2e|bench)\//.test(file);
const moduleOf = (file: string): string | null => /^server\/src\/modules\/([^/]+)\//.exec(file)?.[1] ?? null;
const rowOf = (name: string): number => table.layers.findIndex((row) => row.includes(name));

/** Runs `find` over every import of every file that `where` admits. */
function eachImport(
  rule: string,
  where: (file: string) => boolean,
  find: (from: SourceFile, target: string | null, imported: SourceFile['imports'][number]) => string | null,
): Rule {
  return (sources) => {
    const found: Violation[] = [];
    for (const source of sources) {
      if (!where(source.path)) continue;
      for (const imported of source.imports) {
        const message = find(source, resolveImport(source.path, imported.specifier), imported);
        if (message) found.push({ rule, path: source.path, line: imported.line, message });
      }
    }
    return found;
  };
}

/** Reports each place where the blanked code of an admitted file matches. */
function eachMatch(rule: string, where: (file: string) => boolean, pattern: RegExp, message: string): Rule {
  return (sources) =>
    sources
      .filter((source) => where(source.path))
      .flatMap((source) =>
        [...source.code.matchAll(pattern)].map((match) => ({ rule, path: source.path, line: lineAt(source.code, match.index), message })),
      );
}

/** One sentence when module `from` may not import module `to`; same-row circles are found by `noCircles`. */
function directionProblem(from: string, to: string): string | null {
  if (table.reactions.includes(to)) return `${to} reacts to others and is imported by none (only app.ts and commands).`;
  if (table.reactions.includes(from)) return null;
  if (rowOf(to) > rowOf(from)) return `${from} lies below ${to} and may not import it.`;
  return null;
}

const bothSchema = (from: string, to: string): boolean => /\.schema\.ts$/.test(to) && /\.(schema|reads|policy)\.ts$/.test(from);

const known: Rule = (sources) => {
  const names = new Set(sources.flatMap((source) => moduleOf(source.path) ?? []));
  return [...names]
    .filter((name) => rowOf(name) < 0 && !table.reactions.includes(name))
    .map((name) => ({
      rule: 'module-unknown',
      path: `server/src/modules/${name}`,
      line: 1,
      message: 'This module has no place in the table of tools/architecture/table.ts.',
    }));
};

const direction = eachImport(
  'module-direction',
  (file) => moduleOf(file) !== null && !isTest(file),
  (source, target) => {
    const from = moduleOf(source.path);
    const to = target && moduleOf(target);
    if (!from || !to || from === to || bothSchema(source.path, target)) return null;
    return directionProblem(from, to);
  },
);

/** A circle between modules of one row: each step is allowed, the whole is not. */
const noCircles: Rule = (sources) => {
  const edges = new Map<string, Map<string, { path: string; line: number }>>();
  for (const source of sources) {
    const from = moduleOf(source.path);
    if (!from || isTest(source.path)) continue;
    for (const imported of source.imports) {
      const target = resolveImport(source.path, imported.specifier);
      const to = target && moduleOf(target);
      if (!to || to === from || rowOf(to) !== rowOf(from) || bothSchema(source.path, target)) continue;
      const row = edges.get(from) ?? new Map();
      row.set(to, { path: source.path, line: imported.line });
      edges.set(from, row);
    }
  }
  const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
    [...(edges.get(from)?.keys() ?? [])].some((next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))));
  return [...edges].flatMap(([from, row]) =>
    [...row]
      .filter(([to]) => reaches(to, from))
      .map(([to, place]) => ({
        rule: 'module-direction',
        ...place,
        message: `${from} and ${to} import each other; one must be the lower.`,
      })),
  );
};

const doors = eachImport(
  'doors-only',
  (file) => file.startsWith('server/'),
  (source, target) => {
    const to = target && moduleOf(target);
    if (!to || to === moduleOf(source.path)) return null;
    if (/^server\/src\/modules\/[^/]+\/index\.ts$/.test(target)) return null;
    if (/\.schema\.ts$/.test(target) && (isTest(source.path) || bothSchema(source.path, target))) return null;
    if (isTest(source.path)) return null;
    return `${to} is entered through its door only: import modules/${to}/index.ts.`;
  },
);

const kernelAlone = eachImport(
  'kernel-alone',
  (file) => file.startsWith('server/src/kernel/') && !isTest(file),
  (_source, target, imported) => {
    if (target && moduleOf(target)) return 'The kernel knows no module.';
    const contracts = target && /^contracts\/src\/(?!kernel\/|access\/actor\.ts$)/.test(target);
    if (contracts && !imported.typeOnly) return "Of a module's contracts the kernel may import types only.";
    return null;
  },
);

const querying = eachImport(
  'only-stores-query',
  (file) => file.startsWith('server/src/') && !isTest(file) && !table.queryingFiles.test(file) && !table.queryingKernel.test(file),
  (source, _target, imported) => {
    if (!table.queryPackages.test(imported.specifier)) return null;
    if (imported.typeOnly && source.path.startsWith('server/src/kernel/')) return null;
    return `${imported.specifier} belongs into *.store.ts, *.reads.ts, *.schema.ts or *.policy.ts (in the kernel: db, jobs, events).`;
  },
);

const queryingCalls = eachMatch(
  'only-stores-query',
  (file) => /^server\/src\/modules\//.test(file) && !isTest(file) && !table.queryingFiles.test(file),
  /\b(?:tx|db)\s*\.\s*(?:select|selectDistinct|insert|update|delete|execute|query)\b/g,
  'Queries belong into the store or reads file of the module.',
);

const environment = eachMatch(
  'environment',
  (file) => /^(server|contracts)\/src\//.test(file) && !isTest(file) && !table.environmentFiles.test(file),
  /\bprocess\s*\.\s*(?:env|exit)\b/g,
  'Only server/src/main.ts reads the environment and ends the process; take settings from kernel/config.',
);

const clock = eachMatch(
  'clock',
  (file) => /^(server|contracts)\/src\//.test(file) && !isTest(file) && file !== table.clockFile,
  /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?![\w\s(.]))|\bTemporal\s*\.\s*Now\b/g,
  'Only kernel/clock.ts tells the time: use ctx.now, nowIso() or nowMs().',
);

const networkImports = eachImport(
  'network',
  (file) => file.startsWith('server/src/') && !isTest(file) && !table.networkKernel.test(file),
  (_source, _target, imported) =>
    table.networkPackages.test(imported.specifier) && !imported.typeOnly
      ? `${imported.specifier} may be used in kernel/http, realtime, mail and socket only.`
      : null,
);

const networkCalls = eachMatch(
  'network',
  (file) => file.startsWith('server/src/') && !isTest(file) && !table.networkKernel.test(file),
  /(?<![.\w])fetch\s*\(|\bnew\s+WebSocket\b/g,
  'Outside calls belong into named kernel files and integrations.',
);

const outsideImports = eachImport(
  'outside-guarded',
  (file) => file.startsWith('server/src/') && !isTest(file) && !table.clientKernel.test(file),
  (_source, _target, imported) =>
    table.clientPackages.test(imported.specifier) && !imported.typeOnly
      ? 'Requests to addresses that people give go through ctx.services.outbound, which judges and pins them.'
      : null,
);

const outsideCalls = eachMatch(
  'outside-guarded',
  (file) => file.startsWith('server/src/') && !isTest(file) && !table.clientKernel.test(file) && !table.fetchKernel.test(file),
  /(?<![.\w])fetch\s*\(/g,
  'Requests to addresses that people give go through ctx.services.outbound, which judges and pins them.',
);

const contractsAlone = eachImport(
  'contracts-alone',
  (file) => file.startsWith('contracts/src/') && !isTest(file),
  (_source, target, imported) => {
    if (target ? target.startsWith('contracts/src/') : /^typebox(\/|$)/.test(imported.specifier)) return null;
    return `contracts/ imports typebox and nothing else, not ${imported.specifier}.`;
  },
);

const webPart = (file: string): { kind: string; name: string } | null => {
  const match = /^web\/src\/([^/]+)(?:\/([^/]+))?/.exec(file);
  return match ? { kind: match[1] ?? '', name: match[2] ?? '' } : null;
};

const web = eachImport(
  'web-direction',
  (file) => file.startsWith('web/src/') && !isTest(file),
  (source, target) => {
    const from = webPart(source.path);
    if (!from || !target) return null;
    if (/^server\//.test(target)) return 'The browser imports contracts, never the server.';
    const to = webPart(target);
    if (!to) return null;
    if (from.kind === 'features' && to.kind === 'features' && from.name !== to.name)
      return `Features never import each other (${from.name} → ${to.name}); a portal composes them.`;
    if (from.kind === 'features' && to.kind === 'portals') return 'A feature knows no portal; the portal composes it.';
    if (from.kind === 'portals' && to.kind === 'portals' && from.name !== to.name) return 'Portals never import each other.';
    if (['ui', 'lib', 'theme'].includes(from.kind) && ['features', 'portals'].includes(to.kind))
      return `${from.kind}/ lies below ${to.kind}/ and may not import it.`;
    return null;
  },
);

const fileSize: Rule = (sources) =>
  sources.flatMap((source) => {
    if (table.sizeExempt.test(source.path) || !/\.(ts|tsx|mjs|css)$/.test(source.path)) return [];
    const limit = isTest(source.path) ? table.sizeLimit.tests : table.sizeLimit.code;
    if (source.lines <= limit) return [];
    return [
      {
        rule: 'file-size',
        path: source.path,
        line: limit,
        message: `${source.lines} lines; the stop is ${limit}. Split it by what it does.`,
      },
    ];
  });

const fileNames: Rule = (sources) =>
  sources.flatMap((source) => {
    if (!/\.(ts|tsx|mjs)$/.test(source.path)) return [];
    const parts = source.path.replace(/\.\w+$/, '').split(/[/.]/);
    const bad = parts.find((part) => table.forbiddenNames.includes(part) || /-(utils?|helpers?|misc|manager)$/.test(part));
    return bad ? [{ rule: 'file-name', path: source.path, line: 1, message: `"${bad}" says nothing about what is inside.` }] : [];
  });

const specifiers = eachImport(
  'explicit-specifier',
  (file) => /^(server|contracts|web|tools|e2e|bench)\//.test(file),
  (_source, target, imported) =>
    target !== null && !/\.\w+$/.test(imported.specifier.replace(/\?.*$/, '')) ? `Write the ending out: '${imported.specifier}.ts'.` : null,
);

const oneVerb: Rule = (sources) =>
  sources.flatMap((source) => {
    if (!/\/operations\/[^/]+\.ts$/.test(source.path) || isTest(source.path) || !moduleOf(source.path)) return [];
    if (/^server\/src\/modules\/operations\/[^/]+\.ts$/.test(source.path)) return [];
    const exported = [...source.code.matchAll(/^export\s+(?:async\s+)?(?:function\s*\*?|const|let|class)\s+(\w+)/gm)].map(
      (match) => match[1] ?? '',
    );
    // The outside work a route does before its transaction opens is the first half of the same verb.
    const verbs = exported.filter((name) => !/^prepare/.test(name));
    if (verbs.length === 1) return [];
    const names = verbs.length ? verbs.join(', ') : 'none';
    return [{ rule: 'one-verb', path: source.path, line: 1, message: `An operation file exports one function; this one: ${names}.` }];
  });

export const importRules: readonly Rule[] = [
  known,
  direction,
  noCircles,
  doors,
  kernelAlone,
  querying,
  queryingCalls,
  environment,
  clock,
  networkImports,
  networkCalls,
  outsideImports,
  outsideCalls,
  contractsAlone,
  web,
  fileSize,
  fileNames,
  specifiers,
  oneVerb,
];
