import type { Module } from '../../kernel/module.ts';
import { events } from './access.events.ts';
import { jobs } from './access.jobs.ts';
import { limits } from './access.limits.ts';
import { routes } from './access.routes.ts';
import { subscribers } from './access.subscribers.ts';
import { sealedSecrets } from './second-factor.secret.ts';
import { signInLogExport } from './sign-in-log-export.ts';

export { mayManageSessions, personVisibleTo } from './access.policy.ts';
export { addressKeyOf, findAccountFacts, hasMasterAdmin, listOpenAccounts } from './access.reads.ts';
export { type AccessMail, type AccessMailer, type MeansChange, registerAccessMailer } from './access-mailer.ts';
export type { Standing } from './actors.ts';
export { mustAskAnew, provenAt } from './asked-anew.ts';
export { recordAttempt } from './attempts.store.ts';
export { createAuthenticate } from './authenticate.ts';
export { changePassword } from './change-password.ts';
export { endSessionsOf, endSessionsThatMayEnter } from './end-sessions.ts';
export { findActor, judgeAccount } from './find-actor.ts';
export { findMethods, type Methods } from './find-methods.ts';
export { forgetProvider } from './forget-provider.ts';
export { makeSignInLink } from './make-sign-in-link.ts';
export { listPasskeys, MOST_PASSKEYS } from './means.reads.ts';
export { openSession } from './open-session.ts';
export { createApiKey } from './operations/create-api-key.ts';
export { hasPassword } from './passwords.store.ts';
export { checkPasswordStrength, hashPassword } from './passwords.ts';
export { accountIssuer, hearsOfAddress, passkeySubject, policyFor, providerIssuer } from './proofs.rules.ts';
export { notingRefusals } from './refused-attempt.ts';
export { accountToHandKeys, accountToProve, type SecondProof, useSecondCode } from './second-factor.check.ts';
export { deviceOf, later } from './sessions.rules.ts';
export { forgetPasskey } from './sessions.store.ts';
export {
  openSignInSecret,
  registerSignInMailer,
  resealSignInSecret,
  type SignInMail,
  type SignInMailer,
  type SignInSecret,
} from './sign-in-mailer.ts';
export { isMethodOffered } from './sign-in-rules.reads.ts';
export { chooseContact } from './stand-in.ts';
export { tellOfMeans } from './tell-of-means.ts';

export const accessModule: Module = {
  name: 'access',
  routes,
  events,
  subscribers,
  jobs,
  limits,
  rawRoutes: signInLogExport,
  sealed: [sealedSecrets],
};
