import i18next from 'i18next';
import { ApiProblem, isProblem } from './problem.ts';

/** The key comes from the server, so it cannot be checked ahead. */
const translate = i18next.t as unknown as (key: string) => string;
const known = i18next.exists as unknown as (key: string) => boolean;

/**
 * The sentence of a refusal in the reader's language: the page's own where its catalogue has one for the code
 * (`refusal.ticket.closed`), else that of the catalogue `refusals`, which has every code; English is what the server speaks.
 */
export function sayProblem(problem: ApiProblem, area: string): string {
  // The server knows which queue and how many; it says so in English.
  if (i18next.language === 'en' && problem.status >= 400 && problem.status < 500 && problem.message) return problem.message;
  const own = inOurWords(problem.code, area);
  if (own) return own;
  if (problem.status === 0) return i18next.t('error.offline.body', { ns: 'ui' });
  return problem.message || i18next.t('error.failed.body', { ns: 'ui' });
}

function inOurWords(code: string, area: string): string | null {
  const [noun = '', what = ''] = code.split('.');
  const key = [`${area}:refusal.${noun}.${what}`, `refusals:${noun}.${what}`].find(known);
  return key === undefined ? null : translate(key);
}

/** A refusal of one row among many, in the reader's language; null in English, where the server says it better. */
export const refusalOf = (code: string): string | null => (i18next.language === 'en' ? null : inOurWords(code, 'people'));

export const sayError = (error: unknown, area: string): string =>
  isProblem(error) ? sayProblem(error, area) : i18next.t('error.failed.body', { ns: 'ui' });

/** Runs a write and, when it is refused, puts the field sentences into the reader's language too. */
export const said =
  <A extends unknown[], R>(area: string, work: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    try {
      return await work(...args);
    } catch (error) {
      throw isProblem(error) ? localised(error, area) : error;
    }
  };

/** English is what the server speaks; elsewhere the refusal's own sentence stands at its field, or a general one. */
function localised(problem: ApiProblem, area: string): ApiProblem {
  if (i18next.language === 'en' || problem.fields.length === 0) return problem;
  const own = sayProblem(problem, area);
  // "Something is not right" says less than any sentence of the field itself.
  const tells = own !== problem.message && problem.code !== 'input.invalid' ? own : null;
  const fields = problem.fields.map((field) => {
    const kind = inOurWords(`field.${field.code.split('.').at(-1)}`, area);
    const alone = problem.fields.length === 1 ? tells : null;
    return { ...field, message: inOurWords(field.code, area) ?? alone ?? kind ?? tells ?? field.message };
  });
  const { status, code, traceId } = problem;
  return new ApiProblem({ status, code, detail: own, traceId, fields }, problem.retryAfter);
}
