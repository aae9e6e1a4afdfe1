import type { TFunction } from 'i18next';
import { ApiProblem } from '../../lib/problem.ts';

/** Every refusal of the sign-in routes, in the reader's own language. */
const KNOWN = {
  'code.wrong': 'problem.codeWrong',
  'code.expired': 'problem.codeExpired',
  'code.used': 'problem.codeUsed',
  'link.invalid': 'problem.linkInvalid',
  'link.expired': 'problem.linkExpired',
  'link.used': 'problem.linkUsed',
  'password.wrong': 'problem.passwordWrong',
  'password.weak': 'problem.passwordWeak',
  'signIn.methodOff': 'problem.methodOff',
  'secondFactor.wrong': 'problem.secondWrong',
  'secondFactor.used': 'problem.secondUsed',
  'secondFactor.setUpNeeded': 'problem.setUpNeeded',
  'secondFactor.exists': 'problem.secondExists',
  'secondFactor.notStarted': 'problem.notStarted',
  'proof.tooOld': 'problem.proofTooOld',
  'proof.secondTooOld': 'problem.proofTooOld',
  'proof.missing': 'problem.proofMissing',
  'contactCreation.notOffered': 'problem.notOffered',
  'account.notFound': 'problem.accountNotFound',
  'session.required': 'problem.sessionRequired',
  'setup.done': 'problem.setupDone',
  'setup.wrongToken': 'problem.setupWrongToken',
  'provider.stateInvalid': 'problem.providerStateInvalid',
  'provider.notAskedAnew': 'problem.providerNotAnew',
  'provider.declined': 'problem.providerDeclined',
  'provider.consentMissing': 'problem.providerConsent',
  'provider.answerInvalid': 'problem.providerAnswer',
  'provider.emailUnverified': 'problem.providerEmail',
  'provider.tenantRefused': 'problem.providerTenant',
  'provider.unreachable': 'problem.providerUnreachable',
  'provider.notFound': 'problem.providerGone',
  'network.unreachable': 'problem.unreachable',
} as const;

export function problemWords(error: unknown, t: TFunction<'sign-in'>): string {
  if (!(error instanceof ApiProblem)) return t('problem.failed');
  // The server knows how many tries are left and what is weak; it says so in English.
  if (t('language') === 'en' && error.status >= 400 && error.status < 500 && error.message) return error.message;
  if (error.status === 429) return error.retryAfter ? t('problem.tooManyUntil', { count: error.retryAfter }) : t('problem.tooMany');
  const key = KNOWN[error.code as keyof typeof KNOWN];
  if (key) return t(key);
  return error.status >= 500 ? t('problem.failed') : error.message || t('problem.failed');
}
