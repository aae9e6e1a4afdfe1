import { AsyncLocalStorage } from 'node:async_hooks';

/** SQL statements seen by the driver, for budgets in tests and for slow-query logs. */
export interface StatementLog {
  readonly texts: string[];
}

const current = new AsyncLocalStorage<StatementLog>();

/** Called by the driver for every statement; free when nobody listens. */
export function noteStatement(text: string): void {
  current.getStore()?.texts.push(text);
}

/**
 * Runs `fn` and returns the statements it caused, BEGIN and COMMIT included.
 *
 * @example const { statements } = await recordStatements(() => app.inject({ url: '/api/v1/tickets' }));
 */
export async function recordStatements<T>(fn: () => Promise<T>): Promise<{ result: T; statements: readonly string[] }> {
  const log: StatementLog = { texts: [] };
  const result = await current.run(log, fn);
  return { result, statements: log.texts };
}
