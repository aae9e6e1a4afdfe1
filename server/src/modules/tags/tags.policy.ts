import type { Actor } from '@portico/contracts/access/actor.ts';
import { forbidden } from '../../kernel/errors.ts';

/** A tag stands on tickets and companies everywhere: who sees only some of them may use tags, not rule over them. */
export function checkMayManageTags(actor: Actor): void {
  if (actor.kind === 'tech' && (actor.companyIds !== null || actor.queueIds !== null))
    throw forbidden(
      'role.restricted',
      'Tags stand on tickets and companies you do not see, so only somebody without restrictions manages them. Nothing was changed.',
    );
}
