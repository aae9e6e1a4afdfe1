/**
 * Writes the committed documents that come from code: the OpenAPI description and the tables of settings, permissions and events.
 *
 * node tools/generate.ts           writes them
 * node tools/generate.ts --check   compares and names each stale one
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EventDeclaration, Module } from '../server/src/kernel/module.ts';

const root = path.resolve(import.meta.dirname, '..');
const notice = '<!-- Written by `npm run generate` from the code. Do not edit. -->';

interface SettingText {
  readonly name: string;
  readonly default: string;
  readonly description: string;
  readonly secret?: boolean;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string): string => (text ? `\`${cell(text)}\`` : '');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

export function configDocument(settings: readonly SettingText[]): string {
  const rows = settings.map((s) => [
    code(s.name),
    s.default ? code(s.default) : 'not set',
    cell(s.description) + (s.secret ? ' *Secret: never logged.*' : ''),
  ]);
  return `${notice}\n\n# Settings\n\nEnvironment variables, all optional. Wrong ones are listed together at start, and nothing is touched.\n\n${table(['Name', 'Default', 'What it does'], rows)}\n`;
}

const permissionWords = `\`public\` needs no sign-in, \`proven\` a proof but no chosen account, \`signed-in\` any account, \`contact\` a contact, and \`tech\`,
\`advanced\`, \`admin\`, \`master-admin\` a tech of at least that role. It is the coarse gate; each operation's policy decides about the single row.
*Key scope* is what an API key needs; "browser only" routes refuse keys.`;

export function permissionsDocument(modules: readonly Module[]): string {
  const sections = modules
    .filter((module) => module.routes?.length)
    .map((module) => {
      const rows = (module.routes ?? []).map(({ contract }) => [
        `\`${contract.method} ${cell(contract.path)}\``,
        code(contract.id),
        contract.permission,
        contract.scope ? code(contract.scope) : 'browser only',
        Object.keys(contract.reply).join(', ') || 'none',
      ]);
      return `## ${module.name}\n\n${table(['Route', 'Operation', 'Permission', 'Key scope', 'Replies to'], rows)}`;
    });
  const count = modules.reduce((sum, module) => sum + (module.routes?.length ?? 0), 0);
  return `${notice}\n\n# Permissions\n\n${count} routes below \`/api/v1\`.\n\n${permissionWords}\n\n${sections.join('\n\n')}\n`;
}

export function eventsDocument(modules: readonly Module[]): string {
  const listeners = (event: EventDeclaration): string =>
    modules
      .flatMap((module) => module.subscribers ?? [])
      .filter((subscriber) => subscriber.events === 'all' || subscriber.events.includes(event.name))
      .map((subscriber) => code(subscriber.name))
      .join(', ');
  const sections = modules
    .filter((module) => module.events?.length)
    .map((module) => {
      const rows = (module.events ?? []).map((event) => [
        code(event.name),
        event.publicFields.map(code).join(', ') || 'none',
        event.notice ? code(event.notice.kind) : '',
        listeners(event),
      ]);
      return `## ${module.name}\n\n${table(['Event', 'Public fields', 'Notice', 'Subscribers'], rows)}`;
    });
  const intro =
    'Facts, written in the transaction that made them. *Public fields* are what webhooks may carry, *Notice* is what people are told by bell and mail.';
  return `${notice}\n\n# Events\n\n${intro}\n\n${sections.join('\n\n')}\n`;
}

/** Loaded by path at run time, so that this tool says in words what is missing instead of failing on an import. */
async function load(file: string): Promise<Record<string, unknown> | null> {
  const full = path.join(root, file);
  return existsSync(full) ? ((await import(full)) as Record<string, unknown>) : null;
}

async function documents(): Promise<{ written: Map<string, string>; missing: string[] }> {
  const written = new Map<string, string>();
  const missing: string[] = [];
  const settings = await load('server/src/kernel/config/settings.ts');
  if (settings) written.set('docs/generated/config.md', configDocument(settings.SETTINGS as SettingText[]));
  else missing.push('server/src/kernel/config/settings.ts');
  const app = await load('server/src/app.ts');
  const modules = app?.modules as readonly Module[] | undefined;
  if (!modules) missing.push('`modules` of server/src/app.ts');
  else {
    written.set('docs/generated/permissions.md', permissionsDocument(modules));
    written.set('docs/generated/events.md', eventsDocument(modules));
    const openApi = await load('server/src/kernel/http/openapi.ts');
    const build = openApi?.buildOpenApi as
      | ((modules: readonly Module[], facts: { version: string; server: string }) => unknown)
      | undefined;
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    if (build)
      written.set('contracts/openapi.json', `${JSON.stringify(build(modules, { version, server: 'http://localhost:3000' }), null, 2)}\n`);
    else missing.push('`buildOpenApi` of server/src/kernel/http/openapi.ts');
  }
  return { written, missing };
}

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  const { written, missing } = await documents();
  const stale: string[] = [];
  for (const [file, text] of written) {
    const full = path.join(root, file);
    if (existsSync(full) && readFileSync(full, 'utf8') === text) continue;
    stale.push(file);
    if (check) continue;
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
  for (const piece of missing) console.log(`Missing: ${piece}; what comes from it was not generated.`);
  if (check) {
    for (const file of stale) console.log(`Stale: ${file}. Run npm run generate and commit the result.`);
    if (stale.length === 0) console.log(`${written.size} generated files are current.`);
    process.exitCode = stale.length > 0 || missing.length > 0 ? 1 : 0;
  } else console.log(stale.length > 0 ? `Written: ${stale.join(', ')}.` : `${written.size} generated files were current already.`);
}

if (import.meta.main) await main();
