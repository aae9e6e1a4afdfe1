import { AsyncLocalStorage } from 'node:async_hooks';

const scope = new AsyncLocalStorage<string>();

/** Runs `work` on behalf of a trace: jobs that are sent meanwhile carry its id, and so do those that they send. */
export const withTrace = <T>(traceId: string, work: () => T): T => scope.run(traceId, work);

const currentTrace = (): string | null => scope.getStore() ?? null;

/** Under this name it lies in a job's data; administrators see it in the list of jobs and find the request with it in the log. */
const KEY = 'traceId';

/** @example withTraceId({ mailId: 7 }) // { mailId: 7, traceId: '4bf92f…' } inside a request */
export function withTraceId(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const traceId = currentTrace();
  return traceId === null ? { ...data } : { ...data, [KEY]: traceId };
}

/** The trace a job belongs to, and what else it carries. */
export function takeTraceId(data: Readonly<Record<string, unknown>>): {
  readonly traceId: string | null;
  readonly rest: Record<string, unknown>;
} {
  const { [KEY]: found, ...rest } = data;
  return { traceId: typeof found === 'string' ? found : null, rest };
}
