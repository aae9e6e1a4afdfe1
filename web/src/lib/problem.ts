import type { Problem } from '@portico/contracts/kernel/shapes.ts';
import { ENDS, type SessionEnd } from './session.ts';

/** A refusal of the server, or the lack of an answer (`status` 0), as something a page can show. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: NonNullable<Problem['fields']>;
  readonly traceId: string;
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | null;

  constructor(problem: Omit<Problem, 'type' | 'title'>, retryAfter: number | null = null) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.fields = problem.fields ?? [];
    this.traceId = problem.traceId;
    this.retryAfter = retryAfter;
  }

  /** True when the request may be repeated unchanged. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}

export const isProblem = (error: unknown, code?: string): error is ApiProblem =>
  error instanceof ApiProblem && (code === undefined || error.code === code);

/** Why the session is over, when this is the answer to a session that was good once. */
export const endIn = (problem: ApiProblem): SessionEnd | null => ENDS.find((end) => problem.fields[0]?.code === `session.${end}`) ?? null;

export async function problemOf(response: Response): Promise<ApiProblem> {
  const retry = Number(response.headers.get('retry-after'));
  const after = Number.isFinite(retry) && retry > 0 ? retry : null;
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body) return new ApiProblem(body as Problem, after);
  return new ApiProblem({ status: response.status, code: `http.${response.status}`, detail: response.statusText, traceId: '' }, after);
}
