import type { Actor } from '@portico/contracts/access/actor.ts';
import { roleCan } from '@portico/contracts/rights/capabilities.ts';

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
  return roleCan(actor.role, person.kind === 'contact' ? 'contacts.write' : 'techs.write');
}

/** Who sees a face: staff as above; contacts see staff and, outside a catch-all company, their colleagues. */
export function canSeePicture(
  actor: Actor,
  person: PictureFacts & { readonly isCatchAll: boolean | null; readonly isShown: boolean },
): boolean {
  if (!person.isShown) return false;
  if (actor.kind !== 'contact') return canReadAccount(actor, person);
  return person.kind === 'tech' || (person.companyId === actor.companyId && !person.isCatchAll);
}
