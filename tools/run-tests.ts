/**
 * All tests, on every engine and browser this machine has. The last line is the sum over all of them.
 *
 * node tools/run-tests.ts           the tier of every day, at most ten minutes on two cores
 * node tools/run-tests.ts --deep    long fault, growth and import runs (*.deep.test.ts), every screen of the portals (*.deep.journey.ts)
 *                                  and the generated API client
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root, runStep } from './steps.ts';
import { type Engines, findEngines, findRedis } from './testing/engines.ts';
import { runJourneys } from './testing/journeys.ts';
import { runSuite, type SuiteResult } from './testing/suites.ts';

const everyDay = ['--exclude', '**/*.deep.test.ts', '--exclude', '**/node_modules/**'];
const deepOnly = ['.deep.test.ts'];
/**
 * Long files that start whole processes, send thousands of strings or ask every route as everybody. They belong to the deep tier, because
 * the every-day tier has to stay under ten minutes; those of the second list run every day, but on the embedded database only: what they
 * judge (requests that are refused, sign-in, files of the project) hardly depends on the engine.
 */
const long = [
  'test/bad-input/script-in-every-text-field',
  'test/matrix/what-people-see',
  'src/commands/commands',
  'test/crash/checker',
  'src/modules/imports/operations/import-tickets',
];
const longOnPostgres = [
  'test/boot',
  'test/deploy',
  'test/matrix/access',
  'test/matrix/privacy',
  'test/attacks/*',
  'test/bad-input/*',
  'src/modules/access/operations/*',
  'src/modules/identity-providers/operations/*',
];
const without = (files: readonly string[]): string[] => files.flatMap((file) => ['--exclude', `**/${file}.test.ts`]);
/** The same files as a filter of names; a name may stand for several files. */
const only = (files: readonly string[]): string[] => files.map((file) => file.replace('*', ''));

async function everyDayTier(engines: Engines, shared: Record<string, string>): Promise<SuiteResult[]> {
  const browser = besideTheServer(async () => [
    await runSuite({ name: 'tools and contracts', config: 'tools/vitest.config.ts', args: everyDay, beside: true }),
    await runSuite({ name: 'web', config: 'web/vitest.config.ts', args: everyDay, beside: true }),
    await runJourneys('every day', { beside: true }),
  ]);
  const results: SuiteResult[] = [];
  for (const engine of engines.found) {
    results.push(
      await runSuite({
        name: `server on ${engine.name}`,
        config: 'server/vitest.config.ts',
        env: { ...shared, ...engine.env },
        args: [...everyDay, ...without(engine.env.TEST_ENGINE === 'postgres' ? [...long, ...longOnPostgres] : long)],
      }),
    );
  }
  return [...results, ...(await browser)];
}

/** A browser mostly waits: beside the suites of the server its journeys cost a third of what they cost after them. */
function besideTheServer(run: () => Promise<SuiteResult[]>): Promise<SuiteResult[]> {
  const running = run();
  // Awaited at the end; until then a failure must not count as one that nobody handles.
  running.catch(() => {});
  return running;
}

/** The checks of the generated client print one line each, `ok …` or `FAILED …`. */
async function apiClient(): Promise<SuiteResult> {
  console.log('\n━━ generated API client ━━');
  const name = 'generated API client';
  if (!existsSync(path.join(root, 'contracts', 'openapi.json')))
    return { name, passed: 0, failed: 1, skipped: 0, seconds: 0, note: 'contracts/openapi.json is missing' };
  const step = await runStep({ name, command: process.execPath, args: ['tools/api-client/check-client.mjs'] });
  console.log(step.output.trim());
  const count = (word: string): number => [...step.output.matchAll(new RegExp(`^${word} `, 'gm'))].length;
  const failed = Math.max(count('FAILED'), step.ok ? 0 : 1);
  return { name, passed: count('ok'), failed, skipped: 0, seconds: step.seconds };
}

async function deepTier(engines: Engines, shared: Record<string, string>): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  for (const engine of engines.found) {
    results.push(
      await runSuite({
        name: `deep server on ${engine.name}`,
        config: 'server/vitest.config.ts',
        env: { ...shared, ...engine.env, TEST_TIER: 'deep' },
        args: [...deepOnly, ...only(engine.env.TEST_ENGINE === 'postgres' ? [...long, ...longOnPostgres] : long)],
        mayBeEmpty: true,
      }),
    );
  }
  // After the others: the fault tests take all there is, and a page that is looked at for the first time must not wait for them.
  results.push(await runJourneys('deep'));
  results.push(await apiClient());
  return results;
}

function report(results: readonly SuiteResult[], notes: readonly string[], seconds: number): number {
  console.log(`\n━━ summary (${Math.round(seconds)} s) ━━`);
  for (const { name, passed, failed, skipped, seconds: took, note } of results) {
    const mark = failed > 0 ? 'FAILED' : passed === 0 && skipped > 0 ? 'SKIPPED' : 'ok';
    const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
    console.log(`${mark.padEnd(8)}${name.padEnd(34)}${counts}  (${Math.round(took)} s)${note ? `  ${note}` : ''}`);
  }
  for (const note of notes) console.log(`NOT RUN ${note}`);
  for (const { name, unsteady = [], failures = [] } of results) {
    for (const line of unsteady) console.log(`UNSTEADY ${name}: failed beside others, passed alone: ${line}`);
    for (const line of failures) console.log(`FAILED  ${name}: ${line}`);
  }
  const sum = (key: 'passed' | 'failed' | 'skipped'): number => results.reduce((total, result) => total + result[key], 0);
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
  if (passed + failed === 0) console.log('No test ran at all; that counts as a failure.');
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

const started = performance.now();
const deep = process.argv.includes('--deep');
try {
  const engines = await findEngines(process.env);
  const redis = await findRedis(process.env);
  const shared: Record<string, string> = redis ? { TEST_REDIS_URL: redis } : {};
  const notes = [...engines.skipped, ...(redis ? [] : ['Redis does not answer; tests that need one are skipped.'])];
  const results = deep ? await deepTier(engines, shared) : await everyDayTier(engines, shared);
  process.exitCode = report(results, notes, (performance.now() - started) / 1000);
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
  console.log('\n0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
}
