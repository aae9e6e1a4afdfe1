// Proves that the published API description is good for programs: Redocly's recommended rules find no error in it, and a client
// generated from it compiles. Installs its own tools first (this folder has its own lockfile). One line per check, `ok` or `FAILED`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const description = path.resolve(process.argv[2] ?? path.join(here, '..', '..', 'contracts', 'openapi.json'));
const generated = path.join(here, '.cache', 'portico.ts');
const bin = (name) => path.join(here, 'node_modules', '.bin', name);

function run(command, args) {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', npm_config_update_notifier: 'false' };
  const result = spawnSync(command, args, { cwd: here, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return { ok: result.status === 0, said: `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`.trim() };
}

function install() {
  const stamp = path.join(here, 'node_modules', '.stamp');
  const hash = createHash('sha256')
    .update(readFileSync(path.join(here, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return { ok: true, said: '' };
  const result = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts', '--prefer-offline']);
  if (result.ok) writeFileSync(stamp, hash);
  return result;
}

function generate() {
  mkdirSync(path.dirname(generated), { recursive: true });
  return run(bin('openapi-typescript'), [description, '-o', generated]);
}

const checks = [
  ['the tools of the generated client install', install],
  [
    "Redocly's recommended rules find no error",
    () => run(bin('redocly'), ['lint', description, '--extends', 'recommended', '--format', 'stylish']),
  ],
  ['openapi-typescript generates a client', generate],
  ['the generated client and a sample program compile', () => run(bin('tsc'), ['-p', 'tsconfig.json', '--pretty', 'false'])],
];

for (const [name, check] of checks) {
  const { ok, said } = check();
  console.log(`${ok ? 'ok' : 'FAILED'} ${name}`);
  if (ok) continue;
  console.log(said.split('\n').slice(-60).join('\n'));
  process.exitCode = 1;
  if (check === install) break;
}
