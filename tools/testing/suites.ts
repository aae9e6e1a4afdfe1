import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, runStep } from '../steps.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
export interface SuiteResult extends Counts {
  readonly name: string;
  readonly seconds: number;
  readonly note?: string;
}
export interface Suite {
  readonly name: string;
  /** Vitest configuration, from the root. */
  readonly config: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Further arguments, such as a filter of file names. */
  readonly args?: readonly string[];
  /** A suite without test files is an omission, unless this says it may be empty. */
  readonly mayBeEmpty?: boolean;
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly name: string; readonly assertionResults: readonly unknown[] }[];
}

/** A file that breaks before its first test counts as one failure: it has no tests that could. */
function countsOf(report: Report): Counts {
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Runs one Vitest suite and reads its counts from the json report, never from the exit code alone. */
export async function runSuite(suite: Suite): Promise<SuiteResult> {
  console.log(`\n━━ ${suite.name} ━━`);
  const none = { name: suite.name, passed: 0, failed: 0, skipped: 0, seconds: 0 };
  if (!existsSync(path.join(root, suite.config))) return { ...none, failed: 1, note: `${suite.config} is missing` };
  const folder = path.join(root, '.cache', 'test-results');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${suite.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.json`);
  rmSync(file, { force: true });
  const step = await runStep({
    name: suite.name,
    command: process.execPath,
    args: [
      path.join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--config',
      suite.config,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      '--passWithNoTests',
      ...(suite.args ?? []),
    ],
    live: true,
    env: { NODE_ENV: 'test', ...suite.env },
  });
  if (!existsSync(file)) return { ...none, seconds: step.seconds, failed: 1, note: 'ended without a report' };
  const counts = countsOf(JSON.parse(readFileSync(file, 'utf8')) as Report);
  const total = counts.passed + counts.failed + counts.skipped;
  if (total === 0 && !suite.mayBeEmpty) return { ...none, seconds: step.seconds, failed: 1, note: 'has no tests' };
  // Vitest also fails for errors outside any test (an unhandled rejection); they must not vanish from the sum.
  if (!step.ok && counts.failed === 0)
    return { name: suite.name, seconds: step.seconds, ...counts, failed: 1, note: 'failed outside its tests, see above' };
  return { name: suite.name, seconds: step.seconds, ...counts };
}
