export const PROOF_METHODS = ['email-code', 'email-link', 'password'] as const;
export type ProofMethod = (typeof PROOF_METHODS)[number];

/** What a session has shown. `email`: its holder reads this mailbox. `account:12`: its holder knows the password of account 12. */
export interface Proof {
  readonly issuer: string;
  readonly method: ProofMethod;
  readonly subject: string;
  readonly at: string;
}
/** What a policy may ask about an account. */
export interface ProvableAccount {
  readonly id: number;
  readonly emailKey: string | null;
}
/** How an account may be entered: one of its ways suffices. */
export interface Policy {
  readonly methods: readonly ProofMethod[];
  readonly accepts: (proof: Proof) => boolean;
}

export const EMAIL_ISSUER = 'email';
/** What only this account vouches for: its own password. */
export const accountIssuer = (accountId: number): string => `account:${accountId}`;

/**
 * The policy of one account. Today all have the same: any proof of the account's own address, or the account's own password.
 * Methods that a company forces on its contacts will be decided here, and nowhere else.
 */
export function policyFor(account: ProvableAccount): Policy {
  return {
    methods: PROOF_METHODS,
    accepts: (proof) =>
      proof.issuer === accountIssuer(account.id) ||
      // The address as it is now: a proof for one the account no longer has opens nothing.
      (proof.issuer === EMAIL_ISSUER && account.emailKey !== null && proof.subject === account.emailKey),
  };
}

/** May a session with these proofs enter the account? */
export const isSatisfied = (account: ProvableAccount, proofs: readonly Proof[]): boolean => proofs.some(policyFor(account).accepts);

/** Methods of which one must still be shown; empty when the account may be entered. */
export const missingProofs = (account: ProvableAccount, proofs: readonly Proof[]): readonly ProofMethod[] =>
  isSatisfied(account, proofs) ? [] : policyFor(account).methods;

/** Was some proof of this address made after `since`? */
export const provenByMailSince = (emailKey: string | null, proofs: readonly Proof[], since: string): boolean =>
  proofs.some((proof) => proof.issuer === EMAIL_ISSUER && proof.subject === emailKey && proof.at >= since);
