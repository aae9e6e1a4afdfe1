import type { ContactActor, TechActor } from '@portico/contracts/access/actor.ts';
import type { Db } from '../../kernel/context.ts';
import { findAccountFacts } from './access.reads.ts';
import { actorOf, type Standing, standingOf } from './actors.ts';

/** An account as the actor it would be if it were signed in now; null when it could not be. */
export async function findActor(db: Db, accountId: number): Promise<ContactActor | TechActor | null> {
  const facts = await findAccountFacts(db, accountId);
  return facts && actorOf(facts, { via: null, scopes: null, sessionId: null });
}

/** The same with its reasons, for whoever asks why. */
export async function judgeAccount(
  db: Db,
  accountId: number,
): Promise<{ readonly standing: readonly Standing[]; readonly actor: ContactActor | TechActor | null }> {
  const facts = await findAccountFacts(db, accountId);
  if (!facts) return { standing: [], actor: null };
  return { standing: standingOf(facts), actor: actorOf(facts, { via: null, scopes: null, sessionId: null }) };
}
