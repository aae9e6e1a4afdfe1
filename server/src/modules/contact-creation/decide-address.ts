import type { Db } from '../../kernel/context.ts';
import { loadCreationFacts } from './contact-creation.reads.ts';
import { type CreationFacts, type Decision, decide } from './contact-creation.rules.ts';

/** What a first sign-in and its dry run ask. @param sid of the Active Directory domain, which only the desktop app knows. */
export async function decideAddress(
  db: Db,
  email: string,
  sid: string | null = null,
): Promise<Decision & { readonly facts: CreationFacts }> {
  const facts = await loadCreationFacts(db, email, sid);
  return { ...decide(facts), facts };
}
