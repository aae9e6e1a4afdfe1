import type { Actor } from '@portico/contracts/access/actor.ts';
import { forbidden } from '../../kernel/errors.ts';
import { isRestricted } from './portal-access.policy.ts';

/** Settings that hold for all companies, and pages that name them, are not for administrators who may see some. */
export function expectUnrestricted(actor: Actor): void {
  if (isRestricted(actor)) {
    throw forbidden(
      'role.restricted',
      'You work for certain companies only, and this concerns all of them. Ask an administrator who sees all.',
    );
  }
}
