import { type ContactActor, TECH_ROLES, type TechActor, type TechRole } from '@portico/contracts/access/actor.ts';
import { roleCan } from '@portico/contracts/rights/capabilities.ts';

const rank = (role: TechRole): number => TECH_ROLES.indexOf(role);

/** May the owner of a key let it act for others at all? */
export const mayActForOthers = (role: TechRole): boolean => roleCan(role, 'keys.actAs');

/**
 * The owner of a key in somebody else's place: that person, less whatever the owner could not see or do himself. Null when nothing
 * safe is left: a contact's view does not stop at the owner's queues and categories, so one restricted to them acts for no contact.
 */
export function inPlaceOf<T extends ContactActor | TechActor>(owner: TechActor, target: T): T | null {
  if (!mayActForOthers(owner.role)) return null;
  if (target.kind === 'contact') {
    return owner.queueIds === null && owner.categoryIds === null && within(owner.companyIds, target.companyId) ? target : null;
  }
  if (rank(target.role) > rank(owner.role)) return null;
  return {
    ...target,
    queueIds: both(owner.queueIds, target.queueIds),
    companyIds: both(owner.companyIds, target.companyIds),
    categoryIds: both(owner.categoryIds, target.categoryIds),
  };
}

const within = (ids: readonly number[] | null, id: number): boolean => ids === null || ids.includes(id);
/** What both lists allow; null is "all". */
function both(a: readonly number[] | null, b: readonly number[] | null): readonly number[] | null {
  if (a === null) return b;
  if (b === null) return a;
  return a.filter((id) => b.includes(id));
}

/** `contact:12` or `tech:3`, as the header says it; null when it says something else. */
export function parseActAs(header: string): { readonly kind: 'contact' | 'tech'; readonly id: number } | null {
  const match = /^(contact|tech):([1-9]\d{0,9})$/.exec(header.trim());
  const id = Number(match?.[2]);
  return match && id <= 2147483647 ? { kind: match[1] as 'contact' | 'tech', id } : null;
}
