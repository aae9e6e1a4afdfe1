import type { Module } from '../../kernel/module.ts';
import { events } from './access.events.ts';
import { jobs } from './access.jobs.ts';
import { limits } from './access.limits.ts';
import { routes } from './access.routes.ts';
import { subscribers } from './access.subscribers.ts';
import { sealedSecrets } from './second-factor.secret.ts';
import { signInLogExport } from './sign-in-log-export.ts';

export { personVisibleTo } from './access.policy.ts';
export { addressKeyOf, hasMasterAdmin } from './access.reads.ts';
export { type AccessMail, type AccessMailer, registerAccessMailer } from './access-mailer.ts';
export type { Standing } from './actors.ts';
export { recordAttempt } from './attempts.store.ts';
export { createAuthenticate } from './authenticate.ts';
export { changePassword } from './change-password.ts';
export { endSessionsOf } from './end-sessions.ts';
export { findActor, judgeAccount } from './find-actor.ts';
export { findMethods, type Methods } from './find-methods.ts';
export { forgetProvider } from './forget-provider.ts';
export { makeSignInLink } from './make-sign-in-link.ts';
export { openSession } from './open-session.ts';
export { createApiKey } from './operations/create-api-key.ts';
export { checkPasswordStrength, hashPassword } from './passwords.ts';
export { accountIssuer, providerIssuer } from './proofs.rules.ts';
export { notingRefusals } from './refused-attempt.ts';
export {
  openSignInSecret,
  registerSignInMailer,
  resealSignInSecret,
  type SignInMail,
  type SignInMailer,
  type SignInSecret,
} from './sign-in-mailer.ts';

export { chooseContact } from './stand-in.ts';

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
