import type { Actor } from '@portico/contracts/access/actor.ts';

interface PictureFacts {
  readonly kind: 'contact' | 'tech';
  readonly companyId: number | null;
}

/** May this actor see that the account exists, in administration? Techs restricted to companies know only their contacts. */
export function canReadAccount(actor: Actor, person: PictureFacts): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'tech') return false;
  return person.kind === 'tech' || actor.companyIds === null || actor.companyIds.includes(person.companyId ?? 0);
}

/** Whose picture an administrator may change: any contact's they see, and with the highest role any tech's. */
export function canSetPicture(actor: Actor, person: PictureFacts): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'tech' || !canReadAccount(actor, person)) return false;
  if (actor.role === 'master-admin') return true;
  return actor.role === 'admin' && person.kind === 'contact';
}

/** Who sees a face: staff as above; contacts see staff and, outside a catch-all company, their colleagues. */
export function canSeePicture(actor: Actor, person: PictureFacts & { readonly isCatchAll: boolean | null }): boolean {
  if (actor.kind !== 'contact') return canReadAccount(actor, person);
  return person.kind === 'tech' || (person.companyId === actor.companyId && !person.isCatchAll);
}
