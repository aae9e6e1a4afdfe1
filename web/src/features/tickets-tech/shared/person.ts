import type { PersonRef } from '@portico/contracts/accounts/shapes.ts';
import type { Person } from '../../../ui/Avatar.tsx';

export function person(ref: PersonRef): Person;
export function person(ref: PersonRef | null): Person | null;
export function person(ref: PersonRef | null): Person | null {
  return ref && { id: ref.id, name: ref.name, pictureUrl: ref.picture };
}
