import { route } from '../kernel/route.ts';
import { ById } from '../kernel/shapes.ts';
import { CompanySignInRules, CompanySignInRulesView, SignInRules, SignInRulesView } from './shapes.ts';

export const getSignInRules = route({
  id: 'signInRules.get',
  method: 'GET',
  path: '/sign-in-rules',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  reply: { tech: SignInRulesView },
  errors: [],
  summary: 'How people may sign in',
  description: 'The rules of the workspace and the companies that have rules of their own.',
});
export const setSignInRules = route({
  id: 'signInRules.set',
  method: 'PUT',
  path: '/sign-in-rules',
  permission: 'master-admin',
  scope: 'system:write',
  tx: 'write',
  body: SignInRules,
  reply: { tech: SignInRulesView },
  errors: ['signIn.lockout'],
  summary: 'Change how people may sign in',
  description:
    'Holds from the next request on: a session whose proofs are not accepted any more asks for another one. Refused when the caller, or the last master administrator, could not sign in any more.',
});
export const getCompanySignInRules = route({
  id: 'signInRules.getForCompany',
  method: 'GET',
  path: '/companies/{id}/sign-in-rules',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  params: ById,
  reply: { tech: CompanySignInRulesView },
  errors: ['company.notFound'],
  summary: 'How people of a company may sign in',
  description: 'Administrators who may see the company.',
});
export const setCompanySignInRules = route({
  id: 'signInRules.setForCompany',
  method: 'PUT',
  path: '/companies/{id}/sign-in-rules',
  permission: 'master-admin',
  scope: 'system:write',
  tx: 'write',
  params: ById,
  body: CompanySignInRules,
  reply: { tech: CompanySignInRulesView },
  errors: ['company.notFound'],
  summary: 'Change how people of a company may sign in',
  description:
    'Its methods replace those of the workspace for its contacts and hide the others; `null` inherits. Holds from the next request on.',
});
