import type { RoomDeclaration } from '../../kernel/module.ts';
import { findPictureFacts } from './accounts.reads.ts';

/**
 * `people:staff` and `people:company-7`: names and pictures changed. Everybody signed in meets staff; contacts also meet their
 * colleagues, except in a catch-all company, where strangers never hear of each other.
 */
export const rooms: readonly RoomDeclaration[] = [
  {
    prefix: 'people',
    mayJoin: async (db, actor, id) => {
      if (id === 'staff') return actor.kind !== 'anonymous';
      if (actor.kind !== 'contact' || id !== `company-${actor.companyId}`) return false;
      return (await findPictureFacts(db, actor, actor.accountId))?.isCatchAll === false;
    },
  },
];
