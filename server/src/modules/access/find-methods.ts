import type { SignInMethod } from '@portico/contracts/sign-in-rules/shapes.ts';
import type { Db } from '../../kernel/context.ts';
import { findDomainFacts, listOpenAccounts } from './access.reads.ts';
import { type ProofMethod, policyFor } from './proofs.rules.ts';
import { methodsOffered } from './sign-in.rules.ts';

export interface Methods {
  /** What the sign-in page offers to addresses of this domain. */
  readonly offered: readonly SignInMethod[];
  /** What each open account of the address may be entered with. */
  readonly byAccount: ReadonlyMap<number, readonly ProofMethod[]>;
}

/** How an address could sign in, from the rules that sign-in itself asks. */
export async function findMethods(db: Db, emailKey: string): Promise<Methods> {
  const offered = methodsOffered(await findDomainFacts(db, emailKey));
  const accounts = await listOpenAccounts(db, emailKey);
  return { offered, byAccount: new Map(accounts.map((account) => [account.id, policyFor(account).methods])) };
}
