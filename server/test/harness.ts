import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { shiftClock } from '../src/kernel/clock.ts';
import { type Config, readConfig } from '../src/kernel/config/config.ts';
import { type Database, openEmbedded, openPostgres } from '../src/kernel/db/database.ts';
import { startEmbedded } from '../src/kernel/db/embedded.ts';
import { recordStatements } from '../src/kernel/db/statements.ts';
import type { Hint } from '../src/kernel/events/hints.ts';
import type { Drained } from '../src/kernel/jobs/runner.ts';
import { createKernel, type Kernel } from '../src/kernel/kernel.ts';
import type { Module } from '../src/kernel/module.ts';
import type { Services } from '../src/kernel/services.ts';
import { copyPostgres, dropPostgres, ENGINE, templateFile } from './template.ts';

export { ENGINE } from './template.ts';

/** Set TEST_LOG=debug to see what the server says. */
export const testLog: Logger = pino({ level: process.env.TEST_LOG ?? 'silent' });

/** A migrated database of its own: `close` drops it. */
export async function testDatabase(options: { readonly empty?: boolean } = {}): Promise<Database> {
  if (ENGINE === 'postgres') {
    const url = await copyPostgres(options);
    const database = openPostgres(url, { log: testLog, poolSize: 5 });
    return {
      ...database,
      close: async () => {
        await database.close();
        await dropPostgres(url);
      },
    };
  }
  const server = await startEmbedded({ folder: null, ...(options.empty ? {} : { template: templateFile() }) });
  return openEmbedded(server, { log: testLog });
}

/** Settings of a test: a data folder of its own, no demo. */
export function testConfig(env: Readonly<Record<string, string>> = {}): Config {
  const { config, problems } = readConfig({ PORTICO_DEMO: '0', PORTICO_SECRET: 'a secret that only the tests ever use', ...env });
  if (!config) throw new Error(problems.join('\n'));
  return config;
}

export interface TestKernelOptions {
  readonly modules?: readonly Module[];
  readonly env?: Readonly<Record<string, string>>;
  readonly services?: Partial<Services>;
  /** Several kernels on one database; default: a database of its own. */
  readonly database?: Database;
}

export interface TestKernel extends Kernel {
  readonly config: Config;
  readonly dataDir: string;
  readonly db: Database['db'];
  /** Hints of the live lane so far, in order. */
  readonly hints: { readonly rooms: readonly string[]; readonly hint: Hint }[];
  /**
   * Runs all due jobs to the end, in order, including those they cause. Throws the first failure unless `failures: 'allow'`;
   * `retries: true` also runs failed jobs again at once.
   */
  drain(options?: { readonly failures?: 'allow'; readonly retries?: boolean }): Promise<Drained>;
  /** How many SQL statements `fn` causes, BEGIN and COMMIT not counted. */
  countStatements<T>(fn: () => Promise<T>): Promise<{ readonly result: T; readonly count: number; readonly statements: readonly string[] }>;
  /** Moves the clock for this test; `close` puts it back. */
  shift(ms: number): void;
  close(): Promise<void>;
}

/**
 * Database, jobs, events and operations without HTTP.
 *
 * @example const kernel = await testKernel({ modules: [ticketsModule] }); … await kernel.drain(); … await kernel.close();
 */
export async function testKernel(options: TestKernelOptions = {}): Promise<TestKernel> {
  const dataDir = mkdtempSync(join(tmpdir(), 'portico-test-'));
  const config = testConfig({ DATA_DIR: dataDir, ...options.env });
  const database = options.database ?? (await testDatabase());
  const hints: TestKernel['hints'] = [];
  const kernel = await createKernel({
    config,
    log: testLog,
    modules: options.modules ?? [],
    database,
    publishHint: (rooms, hint) => hints.push({ rooms, hint }),
    background: false,
    ...(options.services ? { services: options.services } : {}),
  });
  const undo: (() => void)[] = [];
  return {
    ...kernel,
    config,
    dataDir,
    db: database.db,
    hints,
    drain: async (drainOptions = {}) => {
      const drained = await kernel.jobs.drain({ retries: drainOptions.retries ?? false });
      const [failure] = drained.failures;
      if (failure && drainOptions.failures !== 'allow') throw failure.error;
      return drained;
    },
    countStatements: async (fn) => {
      const { result, statements } = await recordStatements(fn);
      const counted = statements.filter((text) => !/^\s*(begin|commit|rollback)\b/i.test(text));
      return { result, count: counted.length, statements: counted };
    },
    shift: (ms) => void undo.push(shiftClock(ms)),
    close: async () => {
      for (const back of undo.reverse()) back();
      await kernel.jobs.stop();
      if (!options.database) await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
