import { describe, expect, it } from 'vitest';
import { blank, importsOf } from './architecture/scan.ts';
import { findViolations } from './check-architecture.ts';

const modules = 'server/src/modules';
const rulesOf = (files: Record<string, string>): string[] => findViolations(new Map(Object.entries(files))).map((found) => found.rule);
const manyLines = (count: number): string => 'export {};\n'.repeat(count);
const readme = (promise: string): string =>
  `# files\n\n## Owns\n- uploads\n\n## Promises\n- ${promise}\n\n## Emits\n- nothing\n\n## Reacts to\n- nothing\n`;
const app = { 'server/src/app.ts': "import { filesModule } from './modules/files/index.ts';\nexport const modules = [filesModule];\n" };

/** Rule → a tree that breaks it, and the nearest tree that keeps it. */
const cases: [rule: string, broken: Record<string, string>, kept: Record<string, string>][] = [
  ['module-unknown', { [`${modules}/gadgets/index.ts`]: 'export {};' }, { [`${modules}/tickets/index.ts`]: 'export {};' }],
  [
    'module-direction',
    { [`${modules}/files/index.ts`]: "import { ticketsModule } from '../tickets/index.ts';" },
    { [`${modules}/tickets/index.ts`]: "import { filesModule } from '../files/index.ts';" },
  ],
  [
    'module-direction',
    { [`${modules}/tickets/index.ts`]: "import type { Hit } from '../search/index.ts';" },
    { [`${modules}/search/index.ts`]: "import { ticketsModule } from '../tickets/index.ts';" },
  ],
  [
    'module-direction',
    {
      [`${modules}/techs/index.ts`]: "import { a } from '../teams/index.ts';",
      [`${modules}/teams/index.ts`]: "import { b } from '../techs/index.ts';",
    },
    { [`${modules}/teams/index.ts`]: "import { b } from '../techs/index.ts';" },
  ],
  [
    'doors-only',
    { [`${modules}/tickets/operations/x.ts`]: "import { a } from '../../companies/companies.store.ts';\nexport function x() {}" },
    { [`${modules}/tickets/tickets.reads.ts`]: "import { companies } from '../companies/companies.schema.ts';" },
  ],
  [
    'doors-only',
    { [`${modules}/tickets/operations/x.ts`]: "import { t } from '../../companies/companies.schema.ts';\nexport function x() {}" },
    { [`${modules}/accounts/accounts.schema.ts`]: "import { companies } from '../companies/companies.schema.ts';" },
  ],
  [
    'kernel-alone',
    { 'server/src/kernel/http/server.ts': "import { access } from '../../modules/access/index.ts';" },
    { 'server/src/kernel/http/server.ts': "import type { Ticket } from '@portico/contracts/tickets/shapes.ts';" },
  ],
  [
    'kernel-alone',
    { 'server/src/kernel/http/server.ts': "import { Ticket } from '@portico/contracts/tickets/shapes.ts';" },
    { 'server/src/kernel/http/server.ts': "import { Problem } from '@portico/contracts/kernel/shapes.ts';" },
  ],
  [
    'only-stores-query',
    { [`${modules}/tickets/tickets.rules.ts`]: "import { eq } from 'drizzle-orm';" },
    { [`${modules}/tickets/tickets.policy.ts`]: "import { eq } from 'drizzle-orm';" },
  ],
  [
    'only-stores-query',
    { 'server/src/kernel/mail/outbox.ts': "import { sql } from 'drizzle-orm';" },
    { 'server/src/kernel/http/idempotency.ts': "import { sql } from 'drizzle-orm';" },
  ],
  [
    'only-stores-query',
    { [`${modules}/tickets/operations/close-ticket.ts`]: 'export async function closeTicket(ctx) { await ctx.tx.update(t); }' },
    { [`${modules}/tickets/tickets.store.ts`]: 'export async function closeTicket(db) { await db.update(t); }' },
  ],
  [
    'environment',
    { 'server/src/kernel/log/log.ts': "const level = process.env['LOG_LEVEL'];" },
    { 'server/src/main.ts': "const level = process.env['LOG_LEVEL'];" },
  ],
  ['environment', { 'server/src/app.ts': 'process.exit(1);' }, { 'server/src/app.ts': 'process.exitCode = 1;' }],
  [
    'clock',
    { [`${modules}/tickets/tickets.rules.ts`]: 'const now = new Date();' },
    { [`${modules}/tickets/tickets.rules.ts`]: 'const then = new Date(ctx.now); // never new Date() nor Date.now()' },
  ],
  [
    'clock',
    { [`${modules}/tickets/tickets.rules.ts`]: 'const t = Date.now();' },
    { 'server/src/kernel/clock.ts': 'const t = Date.now();' },
  ],
  [
    'network',
    { [`${modules}/tickets/operations/x.ts`]: "import { request } from 'node:https';\nexport function x() {}" },
    { 'server/src/kernel/mail/smtp.ts': "import nodemailer from 'nodemailer';" },
  ],
  [
    'network',
    { [`${modules}/tickets/operations/x.ts`]: "export const x = () => fetch('https://example.org');" },
    { [`${modules}/tickets/operations/x.ts`]: 'export const x = () => store.fetch(1);' },
  ],
  [
    'outside-guarded',
    { 'server/src/kernel/mail/hook.ts': "import { request } from 'node:https';" },
    { 'server/src/kernel/outbound/open-request.ts': "import { request } from 'node:https';" },
  ],
  [
    'outside-guarded',
    { 'server/src/kernel/http/avatar.ts': 'export const x = (url: string) => fetch(url);' },
    { 'server/src/kernel/health/probes.ts': 'export const x = (url: string) => fetch(url);' },
  ],
  [
    'contracts-alone',
    { 'contracts/src/tickets/shapes.ts': "import { readFileSync } from 'node:fs';" },
    { 'contracts/src/tickets/shapes.ts': "import { Type } from 'typebox';\nimport { Id } from '../kernel/shapes.ts';" },
  ],
  [
    'web-direction',
    { 'web/src/features/tickets/list.tsx': "import { Picker } from '../companies/picker.tsx';" },
    { 'web/src/portals/tech/page.tsx': "import { Picker } from '../../features/companies/picker.tsx';" },
  ],
  [
    'web-direction',
    { 'web/src/portals/tech/page.tsx': "import { Shell } from '../client/shell.tsx';" },
    { 'web/src/portals/tech/page.tsx': "import { Shell } from './shell.tsx';" },
  ],
  [
    'web-direction',
    { 'web/src/ui/table.tsx': "import { useTickets } from '../features/tickets/use-tickets.ts';" },
    { 'web/src/features/tickets/list.tsx': "import { Table } from '../../ui/table.tsx';" },
  ],
  ['file-size', { 'server/src/app.ts': manyLines(401) }, { 'server/src/app.ts': manyLines(400) }],
  [
    'file-size',
    { 'server/src/app.test.ts': manyLines(601) },
    { 'server/src/app.test.ts': manyLines(600), 'web/src/routes.gen.ts': manyLines(900) },
  ],
  ['file-name', { 'server/src/kernel/utils.ts': '' }, { 'server/src/kernel/utilisation.ts': '' }],
  ['file-name', { 'web/src/lib/date-helpers.ts': '' }, { 'web/src/features/knowledge-base/page.tsx': '' }],
  [
    'explicit-specifier',
    { 'web/src/main.tsx': "import { a } from './a';" },
    { 'web/src/main.tsx': "import { a } from './a.ts';\nimport './a.css?inline';" },
  ],
  [
    'one-verb',
    { [`${modules}/tickets/operations/x.ts`]: 'export function a() {}\nexport function b() {}' },
    { [`${modules}/tickets/operations/x.ts`]: 'export interface In {}\nexport async function prepareA() {}\nexport async function a() {}' },
  ],
  [
    'module-readme',
    app,
    { ...app, [`${modules}/files/README.md`]: readme('Links expire: `files.test.ts`.'), [`${modules}/files/files.test.ts`]: '' },
  ],
  [
    'module-readme',
    { ...app, [`${modules}/files/README.md`]: readme('Links expire: `gone.test.ts`.'), [`${modules}/files/files.test.ts`]: '' },
    {
      ...app,
      [`${modules}/files/README.md`]: readme('Links expire ("refuses an old link").'),
      [`${modules}/files/files.test.ts`]: "it('refuses an old link')",
    },
  ],
  [
    'module-readme',
    { ...app, [`${modules}/files/README.md`]: readme('Links expire.') },
    { [`${modules}/tickets/README.md`]: 'A module that app.ts does not list yet.' },
  ],
];

describe('refuses', () => {
  it.each(cases)('%s (%#)', (rule, broken) => {
    expect(rulesOf(broken)).toContain(rule);
  });
});

describe('allows', () => {
  it.each(cases)('the nearest correct tree of %s (%#)', (_rule, _broken, kept) => {
    expect(rulesOf(kept)).toEqual([]);
  });
});

describe('the scanner', () => {
  it('sees code, not comments, strings, templates or expressions', () => {
    const text = `// Date.now()\nconst a = 'Date.now()'; /* Date.now() */ const b = \`x \${f('y')} Date.now()\`; const c = /Date.now()/.test(a);\n`;
    expect(blank(text)).not.toContain('Date.now');
    expect(blank(text)).toHaveLength(text.length);
    expect(blank(`const a = \`\${Date.now()}\`;`)).toContain('Date.now');
  });

  it('tells type imports from values', () => {
    const text = [
      "import type { A } from './a.ts';",
      "import { type B, type C } from './b.ts';",
      "import D, { type E } from './d.ts';",
      "export * from './f.ts';",
      "import './g.css';",
      "const h = await import('./h.ts');",
      "// import { no } from './no.ts';",
      "import {\n  type I,\n  J,\n} from './i.ts';",
    ].join('\n');
    expect(importsOf(text, blank(text)).map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual([
      ['./a.ts', true],
      ['./b.ts', true],
      ['./d.ts', false],
      ['./f.ts', false],
      ['./i.ts', false],
      ['./g.css', false],
      ['./h.ts', false],
    ]);
  });

  it('survives an apostrophe in the text of a page', () => {
    const text = "export const A = () => <p>It's here</p>;\nimport { b } from './b.ts';\n";
    expect(importsOf(text, blank(text)).map((found) => found.specifier)).toEqual(['./b.ts']);
  });
});
