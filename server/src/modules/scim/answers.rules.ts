import type { ProblemAnswer } from '../../kernel/http/problem.ts';
import { ERROR } from './attributes.rules.ts';

/** 422 is no status of SCIM: what is wrong with a value is 400 there. */
const statusOf = (status: number): number => (status === 422 ? 400 : status);

const BY_CODE: Readonly<Record<string, string>> = {
  'body.json': 'invalidSyntax',
  'body.empty': 'invalidSyntax',
  'input.invalid': 'invalidValue',
  'name.empty': 'invalidValue',
};
/** What the domain refuses because somebody else has it: an address, a name. */
const TAKEN = /(Taken|\.isMember)$/;
const SCIM = /^scim\.(invalidFilter|tooMany|uniqueness|mutability|invalidSyntax|invalidPath|noTarget|invalidValue)$/;

function scimTypeOf({ body }: ProblemAnswer): string | undefined {
  const { code, status } = body;
  if (Object.hasOwn(BY_CODE, code)) return BY_CODE[code];
  return SCIM.exec(code)?.[1] ?? (TAKEN.test(code) ? 'uniqueness' : status === 422 ? 'invalidValue' : undefined);
}

/** A problem in the words of SCIM (RFC 7644 §3.12). What is our fault names the trace by which the operator finds it. */
export function scimError(answer: ProblemAnswer): { readonly status: number; readonly body: Readonly<Record<string, unknown>> } {
  const status = statusOf(answer.status);
  const scimType = scimTypeOf(answer);
  const detail = answer.alarm ? `${answer.body.detail} (${answer.body.traceId})` : answer.body.detail;
  return { status, body: { schemas: [ERROR], status: String(status), ...(scimType ? { scimType } : {}), detail } };
}
