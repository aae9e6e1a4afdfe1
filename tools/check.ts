/** Everything that can be judged without running the product: types, formatting and lint, architecture, dead code, generated files. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { bin, root, runSteps, type Step } from './steps.ts';

const node = process.execPath;
const types = (name: string, folder: string): Step[] =>
  existsSync(path.join(root, folder, 'tsconfig.json'))
    ? [{ name: `types: ${name}`, command: bin('tsc'), args: ['-p', folder, '--pretty', 'false'] }]
    : [];

// The longest first, so that two cores end together.
const steps: Step[] = [
  ...types('server, contracts, tools', 'server'),
  ...types('web', 'web'),
  ...types('journeys', 'e2e'),
  { name: 'dead code', command: bin('knip'), args: ['--no-progress'] },
  { name: 'format and lint', command: bin('biome'), args: ['ci', '--colors=off'] },
  { name: 'generated files', command: node, args: ['tools/generate.ts', '--check'] },
  { name: 'dependencies', command: node, args: ['tools/audit-dependencies.ts', '--offline'] },
  { name: 'architecture', command: node, args: ['tools/check-architecture.ts'] },
];

const started = performance.now();
const results = await runSteps(steps, 2, (result) => {
  console.log(`${result.ok ? 'ok    ' : 'FAILED'} ${result.name.padEnd(28)} ${result.seconds.toFixed(1).padStart(5)} s`);
});
const failed = results.filter((result) => !result.ok);
for (const result of failed) console.log(`\n── ${result.name} ──\n${result.output.trim()}`);
const total = `${((performance.now() - started) / 1000).toFixed(1)} s`;
console.log(
  failed.length === 0
    ? `\nAll ${results.length} checks hold (${total}).`
    : `\n${failed.length} of ${results.length} checks failed (${total}).`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
