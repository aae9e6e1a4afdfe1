/** Properties in which a database repeats what somebody wrote: parameters, the row that failed, the line of a file it copied. */
const VALUES = new Set(['params', 'parameters', 'detail', 'where', 'cause', 'message', 'stack', 'name']);

/**
 * The same error without the values of its statement. The query layer puts them all into its message ("Failed query: … params: …"),
 * and logs and job lists are read by people who may not read every ticket.
 *
 * @example log.error({ err }) // createLog does it for `err`; whoever stores a message does it himself
 */
export function errorWithoutValues(error: Error): Error {
  const query = (error as { query?: unknown }).query;
  const message = typeof query === 'string' && 'params' in error ? `Failed query: ${query}` : error.message;
  const cause = error.cause instanceof Error ? errorWithoutValues(error.cause) : undefined;
  const copy = new Error(message, cause ? { cause } : undefined);
  Object.defineProperty(copy, 'name', { value: error.name, enumerable: false });
  copy.stack = (error.stack ?? '').replace(error.message, () => message);
  for (const [key, value] of Object.entries(error)) if (!VALUES.has(key)) Object.assign(copy, { [key]: value });
  return copy;
}

/** What went wrong in one sentence: the database's own, where the query layer only repeats the statement. */
export function sentenceOf(error: Error): string {
  return 'params' in error && error.cause instanceof Error ? sentenceOf(error.cause) : error.message;
}
