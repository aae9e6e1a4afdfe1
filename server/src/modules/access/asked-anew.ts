import type { Ctx } from '../../kernel/context.ts';
import { addressKeyOf, findDomainFacts, findOpenSession, listOpenAccounts } from './access.reads.ts';
import { policyFor } from './proofs.rules.ts';
import { accountsOf } from './session-view.ts';
import { later } from './sessions.rules.ts';
import { listProofs } from './sessions.store.ts';
import { companyRules, SHARED_PROOF_MINUTES } from './sign-in.rules.ts';
import { findCompanyRules } from './sign-in-rules.reads.ts';

/**
 * Must a provider ask who it is, even when somebody is signed in there? Where a company shares computers, that somebody may have gone
 * home. Found by the provider's company, by the domain of the address, and by what this browser has proven; never by whether an
 * address is known.
 */
export async function mustAskAnew(ctx: Ctx, who: { readonly companyId: number | null; readonly email: string | null }): Promise<boolean> {
  if (who.companyId !== null && companyRules(await findCompanyRules(ctx.tx, who.companyId)).sharedComputers) return true;
  if (who.email !== null) {
    const { companies } = await findDomainFacts(ctx.tx, await addressKeyOf(ctx.tx, who.email));
    if (companies.some((rules) => companyRules(rules).sharedComputers)) return true;
  }
  const { sessionId } = ctx.actor;
  const session = sessionId === null ? null : await findOpenSession(ctx.tx, sessionId, ctx.now);
  if (sessionId === null || session === null) return false;
  const accounts = await accountsOf(ctx, { ...session, accountId: null, proofs: await listProofs(ctx.tx, sessionId) });
  return accounts.some((account) => policyFor(account).sharedComputers);
}

/**
 * When a provider's word was given, as accounts on shared computers are to take it: one that did not ask anew says who signed in there
 * at some time, which is too long ago for them. Whoever chooses such an account is sent there again, to be asked.
 */
export async function provenAt(ctx: Ctx, emailKey: string, askedAnew: boolean): Promise<string> {
  if (askedAnew) return ctx.now;
  const accounts = await listOpenAccounts(ctx.tx, emailKey);
  return accounts.some((account) => policyFor(account).sharedComputers) ? later(ctx.now, -SHARED_PROOF_MINUTES * 60_000) : ctx.now;
}
