import type { TechRole } from '@portico/contracts/access/actor.ts';
import type { PROOF_METHODS } from '@portico/contracts/access/shapes.ts';
import {
  companyRules,
  LEVELS,
  methodsOfCompany,
  methodsOfStaff,
  proofsOf,
  SHARED_IDLE_MINUTES,
  SHARED_PROOF_MINUTES,
  workspaceRules,
} from './sign-in.rules.ts';

export type ProofMethod = (typeof PROOF_METHODS)[number];

/** What a session has shown. `email`: its holder reads this mailbox. `account:12`: its holder knows the password of account 12.
 * `idp:3`: identity provider 3 vouches that its holder has the address `subject`. Of a passkey, `subject` is as in `passkeySubject`. */
export interface Proof {
  readonly issuer: string;
  readonly method: ProofMethod;
  readonly subject: string;
  readonly at: string;
}
/** What a policy may ask about an account, with the rules that hold for it as they are stored. */
export interface ProvableAccount {
  readonly id: number;
  readonly kind: 'contact' | 'tech';
  readonly emailKey: string | null;
  readonly role: TechRole | null;
  /** Is an authenticator app set up? */
  readonly hasTotp: boolean;
  /** Is there a passkey of this account? */
  readonly hasPasskey: boolean;
  /** The enabled identity providers that may vouch for this account, loaded with it. */
  readonly providers: readonly ProvidedBy[];
  readonly rules: unknown;
  readonly companyRules: unknown;
}
export interface ProvidedBy {
  readonly id: number;
  readonly scope: 'staff' | 'contacts' | 'company';
  readonly method: 'oidc' | 'saml';
}
/** How an account may be entered: by one of its ways, and the second factor where there is one. */
export interface Policy {
  /** What to ask for, best first. */
  readonly methods: readonly ProofMethod[];
  readonly accepts: (proof: Proof) => boolean;
  /** `ask`: besides, one of `seconds`; `set-up`: the rules want one, and there is none yet. */
  readonly secondFactor: 'none' | 'ask' | 'set-up';
  /** What counts as a second factor: a code of the account's app, or a passkey, whose device has verified its user. */
  readonly seconds: readonly ProofMethod[];
  /** Only a proof made for this entry counts, and the session does not outlive the browser. */
  readonly sharedComputers: boolean;
}
/** When a session last entered an account, and now. */
export interface Entry {
  readonly enteredAt: string | null;
  readonly now: string;
}

export const EMAIL_ISSUER = 'email';
/** What only this account vouches for: its own password. */
export const accountIssuer = (accountId: number): string => `account:${accountId}`;

/** What an identity provider vouches for: an address, for the accounts it covers and no others. */
export const providerIssuer = (providerId: number): string => `idp:${providerId}`;
const isProvided = (proof: Proof): boolean => proof.issuer.startsWith('idp:');

/**
 * The policy of one account: any proof of the account's own address, or the account's own password, as far as the rules of the
 * workspace (staff, contacts) and of the account's company allow the method. Decided here, and nowhere else.
 */
export function policyFor(account: ProvableAccount): Policy {
  const workspace = workspaceRules(account.rules);
  const own = companyRules(account.kind === 'contact' ? account.companyRules : null);
  const allowed = account.kind === 'tech' ? methodsOfStaff(workspace) : methodsOfCompany(workspace, own);
  const isForced = account.kind === 'tech' ? account.role !== null && workspace.secondFactorRoles.includes(account.role) : own.secondFactor;
  const methods = allowed.flatMap((method) => proofsOf(method, LEVELS[workspace.emailLevel]));
  const usesPasskeys = account.hasPasskey && methods.includes('passkey');
  // A company that names its ways keeps its own providers, and hides those that everybody may use.
  const providers = own.methods === null ? account.providers : account.providers.filter(({ scope }) => scope === 'company');
  return {
    methods: [...methods, ...new Set(providers.map(({ method }) => method))],
    sharedComputers: own.sharedComputers,
    // Who has a passkey is asked for it where a second factor is forced: else a mailbox would be enough to set up an app.
    secondFactor: account.hasTotp || (isForced && usesPasskeys) ? 'ask' : isForced ? 'set-up' : 'none',
    seconds: [...(account.hasTotp || !usesPasskeys ? CODES : []), ...(usesPasskeys ? (['passkey'] as const) : [])],
    accepts: (proof) =>
      // The operator's link is for those whom the rules shut out: whoever may run commands on the server may change the rules too.
      ((proof.method === 'operator-link' || methods.includes(proof.method)) && isOf(account, proof)) ||
      isVouchedFor({ ...account, providers }, proof),
  };
}

const isOf = (account: ProvableAccount, proof: Proof): boolean =>
  proof.issuer === accountIssuer(account.id) ||
  // The address as it is now: a proof for one the account no longer has opens nothing.
  (proof.issuer === EMAIL_ISSUER && account.emailKey !== null && proof.subject === account.emailKey);

const CODES: readonly ProofMethod[] = ['totp', 'recovery-code'];

/** By a provider that is enabled and covers this account now: one that was disabled, or belongs to another company, says nothing. */
const isVouchedFor = (account: ProvableAccount, proof: Proof): boolean =>
  account.emailKey !== null &&
  proof.subject === account.emailKey &&
  account.providers.some(({ id, method }) => proof.issuer === providerIssuer(id) && proof.method === method);

/**
 * May the holder of these proofs hear that the account exists? Who reads the mailbox may, for every account of the address. A
 * provider tells of the accounts it covers only: its administrator must not learn where else an address is known.
 */
export const mayHearOf = (account: ProvableAccount, proofs: readonly Proof[]): boolean =>
  proofs.some((proof) => tellsOf(account.emailKey, proof) || isOwnPasskey(account, proof) || isVouchedFor(account, proof));

const isOwnPasskey = (account: ProvableAccount, { method, issuer }: Proof): boolean =>
  method === 'passkey' && issuer === accountIssuer(account.id);

/** Does this proof tell of every account of the address? */
function tellsOf(emailKey: string | null, proof: Proof): boolean {
  if (isProvided(proof) || CODES.includes(proof.method)) return false;
  return proof.method !== 'passkey' || (emailKey !== null && proof.subject.split(' ')[1] === emailKey);
}
export const hearsOfAddress = (emailKey: string, proofs: readonly Proof[]): boolean => proofs.some((proof) => tellsOf(emailKey, proof));

/**
 * A passkey proves its own account. Of other accounts of the address it tells only when the session it was registered in was told
 * of them: an identity provider must not learn of them by registering one.
 *
 * @example passkeySubject(7, 'anna@contoso.example') // '7 anna@contoso.example'
 */
export const passkeySubject = (passkeyId: number, heardEmailKey: string | null): string =>
  heardEmailKey === null ? String(passkeyId) : `${passkeyId} ${heardEmailKey}`;

/** Is this all of the second factor? The operator's link is: it is also for those who lost theirs. */
const isSecond = (account: ProvableAccount, proof: Proof): boolean =>
  (proof.method === 'operator-link' && isOf(account, proof)) ||
  ((CODES.includes(proof.method) || policyFor(account).seconds.includes(proof.method)) && proof.issuer === accountIssuer(account.id));

/** May a session with these proofs be in the account? */
export const isSatisfied = (account: ProvableAccount, proofs: readonly Proof[]): boolean => {
  const policy = policyFor(account);
  return proofs.some(policy.accepts) && (policy.secondFactor === 'none' || proofs.some((proof) => isSecond(account, proof)));
};

/** Methods of which one must be shown first; empty when one was. */
export const firstMissing = (account: ProvableAccount, proofs: readonly Proof[]): readonly ProofMethod[] => {
  const policy = policyFor(account);
  return proofs.some(policy.accepts) ? [] : policy.methods;
};

/**
 * Methods of which one must still be shown, those of the second factor last; empty when the account may be entered.
 *
 * @param entry for an account that is to be entered now, rather than one the session is in.
 */
export function missingProofs(account: ProvableAccount, proofs: readonly Proof[], entry: Entry | null): readonly ProofMethod[] {
  const policy = policyFor(account);
  const counted = entry && policy.sharedComputers ? proofs.filter((proof) => isFresh(proof, entry)) : proofs;
  if (!counted.some(policy.accepts)) return policy.methods;
  return policy.secondFactor === 'none' || counted.some((proof) => isSecond(account, proof)) ? [] : policy.seconds;
}

/** Shown for this very entry: since the session last entered any account, and not long ago. */
const isFresh = (proof: Proof, { enteredAt, now }: Entry): boolean =>
  proof.at > (enteredAt ?? '') && Date.parse(proof.at) > Date.parse(now) - SHARED_PROOF_MINUTES * 60_000;

/** Has a session in this account been left alone for too long, on a computer where somebody else may sit down? */
export const isLeftAlone = (account: ProvableAccount, lastSeenAt: string, now: string): boolean =>
  policyFor(account).sharedComputers && Date.parse(lastSeenAt) < Date.parse(now) - SHARED_IDLE_MINUTES * 60_000;

/** Was a first proof that opens this account made after `since`? */
export const provenSince = (account: ProvableAccount, proofs: readonly Proof[], since: string): boolean =>
  proofs.some((proof) => proof.at >= since && policyFor(account).accepts(proof));

/** And a second one, where the account has a second factor? */
export const secondProvenSince = (account: ProvableAccount, proofs: readonly Proof[], since: string): boolean =>
  policyFor(account).secondFactor !== 'ask' || proofs.some((proof) => proof.at >= since && isSecond(account, proof));

/** Was some proof of this address made after `since`? */
export const provenByMailSince = (emailKey: string | null, proofs: readonly Proof[], since: string): boolean =>
  proofs.some((proof) => proof.issuer === EMAIL_ISSUER && proof.subject === emailKey && proof.at >= since);

/** Did its holder show that he reads the mailbox? What other issuers vouch for makes nobody a contact. */
export const provenByMail = (emailKey: string, proofs: readonly Proof[]): boolean =>
  proofs.some((proof) => proof.issuer === EMAIL_ISSUER && proof.subject === emailKey);
