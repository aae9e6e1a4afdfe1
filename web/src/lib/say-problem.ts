import i18next from 'i18next';
import { ApiProblem, isProblem } from './problem.ts';

/** The key comes from the server, so it cannot be checked ahead. */
const translate = i18next.t as unknown as (key: string, options: { readonly ns: string }) => string;
const known = i18next.exists as unknown as (key: string, options: { readonly ns: string }) => boolean;

/**
 * The sentence of a refusal in the reader's language: from the page's catalogue where it has one for the code
 * (`refusal.company.nameTaken`), else the server's own.
 */
export function sayProblem(problem: ApiProblem, area: string): string {
  // The server knows which queue and how many; it says so in English.
  if (i18next.language === 'en' && problem.status >= 400 && problem.status < 500 && problem.message) return problem.message;
  const [noun = '', what = ''] = problem.code.split('.');
  const key = `refusal.${noun}.${what}`;
  if (known(key, { ns: area })) return translate(key, { ns: area });
  if (problem.status === 0) return i18next.t('error.offline.body', { ns: 'ui' });
  return problem.message || i18next.t('error.failed.body', { ns: 'ui' });
}

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
  const hasOwn = own !== problem.message;
  const fields = problem.fields.map((field) => {
    const key = `refusal.field.${field.code.split('.').at(-1)}`;
    const general = known(key, { ns: area }) ? translate(key, { ns: area }) : null;
    return { ...field, message: (hasOwn && problem.fields.length === 1 ? own : general) ?? (hasOwn ? own : field.message) };
  });
  const { status, code, traceId } = problem;
  return new ApiProblem({ status, code, detail: own, traceId, fields }, problem.retryAfter);
}
