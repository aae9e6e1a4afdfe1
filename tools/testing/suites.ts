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
  /** One line for each failed test. */
  readonly failures?: readonly string[];
  /** Tests that failed beside others and passed alone: counted as passed, named at the end of the report. */
  readonly unsteady?: readonly string[];
}
export interface Suite {
  readonly name: string;
  /** Vitest configuration, from the root. */
  readonly config: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Further arguments, such as a filter of file names. */
  readonly args?: readonly string[];
  /** Shows the output when the suite has ended, because another one runs beside it. */
  readonly beside?: boolean;
  /** A suite without test files is an omission, unless this says it may be empty. */
  readonly mayBeEmpty?: boolean;
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly FileReport[];
}
interface FileReport {
  readonly status: string;
  readonly name: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages?: readonly string[];
  }[];
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

const firstLine = (text = ''): string => text.split('\n', 1)[0]?.slice(0, 200) ?? '';

/** `server/test/boot.test.ts › starts: expected 1 to be 2`, one for each failed test or broken file. */
export function failuresOf(report: Pick<Report, 'testResults'>): string[] {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(root, name);
    if (status === 'failed' && assertionResults.length === 0) return [`${file}: ${firstLine(message)}`];
    return assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${file} › ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`);
  });
}

/** So many failed files may be asked again alone; more of them is no accident. */
const MAY_REPEAT = 3;

async function runVitest(suite: Suite, args: readonly string[], kind: string) {
  const folder = path.join(root, '.cache', 'test-results');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${suite.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}${kind}.json`);
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
      ...args,
    ],
    live: suite.beside !== true,
    env: { NODE_ENV: 'test', ...suite.env },
  });
  if (suite.beside) console.log(`\n━━ ${suite.name} has ended ━━\n${step.output.trimEnd()}`);
  return { step, report: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null };
}

/**
 * Runs one Vitest suite and reads its counts from the json report, never from the exit code alone. A few files that failed are run once
 * more, alone: what passes then is unsteady, which is said at the end of the report, but holds nobody up.
 */
export async function runSuite(suite: Suite): Promise<SuiteResult> {
  console.log(`\n━━ ${suite.name} ━━`);
  const none = { name: suite.name, passed: 0, failed: 0, skipped: 0, seconds: 0 };
  if (!existsSync(path.join(root, suite.config))) return { ...none, failed: 1, note: `${suite.config} is missing` };
  const { step, report } = await runVitest(suite, suite.args ?? [], '');
  if (!report) return { ...none, seconds: step.seconds, failed: 1, note: 'ended without a report' };
  const counts = countsOf(report);
  const total = counts.passed + counts.failed + counts.skipped;
  if (total === 0 && !suite.mayBeEmpty) return { ...none, seconds: step.seconds, failed: 1, note: 'has no tests' };
  // Vitest also fails for errors outside any test (an unhandled rejection); they must not vanish from the sum.
  if (!step.ok && counts.failed === 0)
    return { name: suite.name, seconds: step.seconds, ...counts, failed: 1, note: 'failed outside its tests, see above' };
  const result = { name: suite.name, seconds: step.seconds, ...counts, failures: failuresOf(report) };
  const files = report.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
  if (files.length === 0 || files.length > MAY_REPEAT) return result;
  console.log(`\n━━ ${suite.name}: ${files.length} failed, once more alone ━━`);
  const again = await runVitest(suite, ['--maxWorkers=1', ...files.map((name) => path.relative(root, name))], '-again');
  const seconds = step.seconds + again.step.seconds;
  if (!again.report || !again.step.ok || again.report.numPassedTests === 0) return { ...result, seconds };
  return { ...result, seconds, failed: 0, passed: counts.passed + counts.failed, failures: [], unsteady: result.failures };
}
