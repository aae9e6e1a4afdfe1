import type { Actor } from '@portico/contracts/access/actor.ts';
import { forbidden } from '../../kernel/errors.ts';

/** What holds for everybody is not for an administrator who sees only some. */
export function demandUnrestricted(actor: Actor): void {
  if (actor.kind === 'tech' && (actor.companyIds !== null || actor.queueIds !== null || actor.categoryIds !== null)) {
    throw forbidden(
      'role.restricted',
      'You are restricted to some queues, companies or categories. This concerns all of them, so nothing was changed.',
    );
  }
}

/** The same, for what concerns companies and nothing else. */
export function demandAllCompanies(actor: Actor): void {
  if (actor.kind === 'tech' && actor.companyIds !== null)
    throw forbidden('role.restricted', 'You are restricted to some companies. This concerns all of them, so nothing was changed.');
}
