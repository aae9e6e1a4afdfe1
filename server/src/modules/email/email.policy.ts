import type { Actor } from '@portico/contracts/access/actor.ts';

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
  return actor.kind === 'system' || (actor.kind === 'tech' && actor.role === 'master-admin');
}

/** Stays true after the content was erased. */
export const isSealed = (mail: MailFacts): boolean => mail.sealed !== null || mail.kind === SIGN_IN_KIND;
