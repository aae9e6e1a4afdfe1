import { Refusal } from '../../kernel/errors.ts';
import type { Standing } from './portal-access.reads.ts';

/**
 * Refuses, before it is saved, what takes the client portal from an administrator's own people or from everybody, unless the sender
 * says that it has seen how many that are. Called after the change, inside its transaction: the refusal takes the change back.
 */
export function checkLockout(what: {
  readonly before: Standing;
  readonly after: Standing;
  readonly confirmLosing: number | undefined;
}): void {
  const { before, after, confirmLosing = 0 } = what;
  const losing = before.people - after.people;
  const everybody = after.people === 0 && before.others === 0;
  if (losing <= confirmLosing || !(before.hasAdmin || everybody)) return;
  throw losesAccess(losing, everybody);
}

const losesAccess = (losing: number, everybody: boolean): Refusal => {
  const people = losing === 1 ? 'one person' : `${losing} people`;
  const whom = everybody
    ? `Nobody could use the client portal any more: this shuts out ${people}, the last who can.`
    : `This takes the client portal from ${people}, among them an administrator’s own contact account.`;
  return new Refusal(409, 'portalAccess.losesAccess', `${whom} Nothing was changed; confirm it to go ahead.`, {
    fields: [{ path: 'confirmLosing', code: 'losesAccess', message: String(losing) }],
  });
};
