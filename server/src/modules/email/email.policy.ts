import type { Actor } from '@portico/contracts/access/actor.ts';
import { roleCan } from '@portico/contracts/rights/capabilities.ts';
import { inArray, or, type SQL, sql } from 'drizzle-orm';
import { accounts } from '../accounts/accounts.schema.ts';
import { tickets } from '../tickets/tickets.schema.ts';
import { mails } from './email.schema.ts';

export interface MailFacts {
  readonly ticketId: number | null;
  readonly sealed: string | null;
  readonly kind: string;
}

export const SIGN_IN_KIND = 'sign-in-code';

/** Sign-in codes are shown to nobody; what techs and contacts write to each other only to master administrators. */
export function maySeeContent(actor: Actor, mail: MailFacts): boolean {
  if (isSealed(mail)) return false;
  if (mail.ticketId === null) return true;
  return actor.kind === 'system' || (actor.kind === 'tech' && roleCan(actor.role, 'mails.readContent'));
}

/** Stays true after the content was erased. */
export const isSealed = (mail: MailFacts): boolean => mail.sealed !== null || mail.kind === SIGN_IN_KIND;

/**
 * Which delivery records an administrator sees: one who is restricted to companies, those that went to or tell of them. Subjects
 * are titles of tickets. undefined = all.
 */
export function mailVisibleTo(actor: Actor): SQL | undefined {
  if (actor.kind === 'system' || (actor.kind === 'tech' && actor.companyIds === null)) return undefined;
  if (actor.kind !== 'tech' || actor.companyIds === null || actor.companyIds.length === 0) return sql`false`;
  const mine = [...actor.companyIds];
  return or(
    sql`${mails.ticketId} in (select ${tickets.id} from ${tickets} where ${inArray(tickets.companyId, mine)})`,
    sql`(${mails.ticketId} is null and (${mails.accountId} = ${actor.accountId} or ${mails.accountId} in (select ${accounts.id} from ${accounts} where ${inArray(accounts.companyId, mine)})))`,
  );
}
