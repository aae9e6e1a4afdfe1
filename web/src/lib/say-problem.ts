import i18next from 'i18next';
import { isProblem, type ApiProblem } from './problem.ts';

/**
 * The sentence of a refusal in the reader's language: from the page's catalogue where it has one for the code
 * (`refusal.company.nameTaken`), else the server's own.
 */
export function sayProblem(problem: ApiProblem, area: string): string {
  const [noun = '', what = ''] = problem.code.split('.');
  const key = `refusal.${noun}.${what}`;
  if (i18next.exists(key, { ns: area })) return i18next.t(key as never, { ns: area }) as string;
  if (problem.status === 0) return i18next.t('error.offline.body', { ns: 'ui' });
  return problem.message || i18next.t('error.failed.body', { ns: 'ui' });
}

export const sayError = (error: unknown, area: string): string =>
  isProblem(error) ? sayProblem(error, area) : i18next.t('error.failed.body', { ns: 'ui' });
