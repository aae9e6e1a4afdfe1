import type { Module } from '../../kernel/module.ts';
import { jobs } from './access.jobs.ts';
import { limits } from './access.limits.ts';
import { routes } from './access.routes.ts';
import { subscribers } from './access.subscribers.ts';

export { hasMasterAdmin } from './access.reads.ts';
export { recordAttempt } from './attempts.store.ts';
export { createAuthenticate } from './authenticate.ts';
export { changePassword } from './change-password.ts';
export { makeSignInLink } from './make-sign-in-link.ts';
export { openSession } from './open-session.ts';
export { createApiKey } from './operations/create-api-key.ts';
export { checkPasswordStrength, hashPassword } from './passwords.ts';
export { accountIssuer } from './proofs.rules.ts';
export { openSignInSecret, registerSignInMailer, type SignInMail, type SignInMailer, type SignInSecret } from './sign-in-mailer.ts';

export const accessModule: Module = { name: 'access', routes, subscribers, jobs, limits };
