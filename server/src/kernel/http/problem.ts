import type { Problem } from '@portico/contracts/kernel/shapes.ts';
import { Refusal } from '../errors.ts';
import { refusalOfDatabase } from './database-errors.ts';
import { refusalOfFastify } from './fastify-errors.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timed out',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length required',
  412: 'Changed in the meantime',
  413: 'Too large',
  415: 'Unsupported content type',
  422: 'Invalid input',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
  507: 'No room left',
};

/** Everything a person or program learns of an error; `alarm` says that we, not they, are at fault. */
export interface ProblemAnswer {
  readonly status: number;
  readonly body: Problem;
  readonly retryAfter: number | undefined;
  readonly alarm: boolean;
}

/** Whatever was thrown → problem+json. Unknown errors tell nothing but the trace id by which the operator finds the log line. */
export function problemOf(error: unknown, traceId: string, subPath = ''): ProblemAnswer {
  const refusal = error instanceof Refusal ? error : (refusalOfFastify(error) ?? refusalOfDatabase(error) ?? internal());
  const { status, code, fields, retryAfter } = refusal;
  return {
    status,
    retryAfter,
    alarm: status >= 500 && !(error instanceof Refusal),
    body: {
      type: `${subPath}/api/docs#problem-${code}`,
      title: titles[status] ?? (status < 500 ? 'Request refused' : 'Internal error'),
      status,
      code,
      detail: refusal.message,
      ...(fields ? { fields: fields.map((field) => ({ ...field })) } : {}),
      traceId,
    },
  };
}

const internal = (): Refusal =>
  new Refusal(500, 'internal', 'Something went wrong on our side. Please try again; if it stays, give the trace id to your administrator.');
