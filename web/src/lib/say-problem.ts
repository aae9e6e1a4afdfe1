import i18next from 'i18next';
import { type ApiProblem, isProblem } from './problem.ts';

/** The key comes from the server, so it cannot be checked ahead. */
const translate = i18next.t as unknown as (key: string, options: { readonly ns: string }) => string;

/**
 * The sentence of a refusal in the reader's language: from the page's catalogue where it has one for the code
 * (`refusal.company.nameTaken`), else the server's own.
 */
export function sayProblem(problem: ApiProblem, area: string): string {
  const [noun = '', what = ''] = problem.code.split('.');
  const key = `refusal.${noun}.${what}`;
  if (i18next.exists(key, { ns: area })) return translate(key, { ns: area });
  if (problem.status === 0) return i18next.t('error.offline.body', { ns: 'ui' });
  return problem.message || i18next.t('error.failed.body', { ns: 'ui' });
}

export const sayError = (error: unknown, area: string): string =>
  isProblem(error) ? sayProblem(error, area) : i18next.t('error.failed.body', { ns: 'ui' });
