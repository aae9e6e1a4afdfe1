import {
  type CompanySignInRules,
  type EMAIL_LEVELS,
  SIGN_IN_METHODS,
  type SignInMethod,
  type SignInRules,
} from '@portico/contracts/sign-in-rules/shapes.ts';
import type { ProofMethod } from './proofs.rules.ts';

/** Under this key both are kept as settings: the workspace's rules globally, a company's own ones in its scope. */
export const SIGN_IN_RULES_KEY = 'signIn.rules';

/** Session idle time on computers that several people use. */
export const SHARED_IDLE_MINUTES = 15;
/** And how old a proof may be to enter an account there. */
export const SHARED_PROOF_MINUTES = 10;

export interface EmailLevel {
  readonly minutes: number;
  readonly tries: number;
  readonly hasLink: boolean;
}
export const LEVELS: Readonly<Record<(typeof EMAIL_LEVELS)[number], EmailLevel>> = {
  normal: { minutes: 10, tries: 5, hasLink: true },
  high: { minutes: 5, tries: 3, hasLink: false },
};

/** The rules as stored; what was stored before a method existed gets it switched on, last in order. */
export function workspaceRules(stored: unknown): SignInRules {
  const { methods = [], emailLevel = 'normal', secondFactorRoles = [] } = (stored ?? {}) as Partial<SignInRules>;
  const known = methods.filter(({ method }) => SIGN_IN_METHODS.includes(method));
  const added = SIGN_IN_METHODS.filter((method) => !known.some((one) => one.method === method));
  return { methods: [...known, ...added.map((method) => ({ method, contacts: true, staff: true }))], emailLevel, secondFactorRoles };
}

export const companyRules = (stored: unknown): CompanySignInRules => ({
  methods: null,
  sharedComputers: false,
  secondFactor: false,
  ...((stored ?? {}) as Partial<CompanySignInRules>),
});

export const methodsOfStaff = (rules: SignInRules): SignInMethod[] =>
  rules.methods.filter(({ staff }) => staff).map(({ method }) => method);
export const methodsOfContacts = (rules: SignInRules): SignInMethod[] =>
  rules.methods.filter(({ contacts }) => contacts).map(({ method }) => method);

/** The methods of a company's contacts, in the workspace's order: its own list replaces that of the workspace. */
export function methodsOfCompany(rules: SignInRules, own: CompanySignInRules): SignInMethod[] {
  const list = own.methods;
  return list === null ? methodsOfContacts(rules) : rules.methods.map(({ method }) => method).filter((method) => list.includes(method));
}

/** What is known of a part after the @, which is nothing about any one address. */
export interface DomainFacts {
  readonly rules: unknown;
  /** Rules of the companies the domain belongs to; null for one that has none of its own. */
  readonly companies: readonly unknown[];
  readonly hasStaff: boolean;
}

/**
 * What the sign-in page offers to an address, by its domain alone, so that known and unknown addresses are offered the same. A
 * domain of companies leaves the ways of staff out, unless some colleague has an address there.
 */
export function methodsOffered({ rules: stored, companies, hasStaff }: DomainFacts): SignInMethod[] {
  const rules = workspaceRules(stored);
  const allowed = new Set<SignInMethod>();
  for (const own of companies) for (const method of methodsOfCompany(rules, companyRules(own))) allowed.add(method);
  if (companies.length === 0) for (const method of methodsOfContacts(rules)) allowed.add(method);
  if (companies.length === 0 || hasStaff) for (const method of methodsOfStaff(rules)) allowed.add(method);
  return rules.methods.map(({ method }) => method).filter((method) => allowed.has(method));
}

/** The proofs a method gives at this level. */
export const proofsOf = (method: SignInMethod, level: EmailLevel): readonly ProofMethod[] =>
  method === 'email' ? (level.hasLink ? ['email-code', 'email-link'] : ['email-code']) : [method];
