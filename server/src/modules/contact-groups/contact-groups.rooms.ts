import type { RoomDeclaration } from '../../kernel/module.ts';
import { canSeeGroup, groupCan, groupIdsFor, standingIn } from './contact-groups.policy.ts';
import { findGroup } from './contact-groups.store.ts';

const idOf = (text: string): number | null => (/^[1-9]\d{0,9}$/.test(text) && Number(text) < 2 ** 31 ? Number(text) : null);

export const rooms: readonly RoomDeclaration[] = [
  {
    // The group and its members, for whoever may see them.
    prefix: 'contact-group',
    mayJoin: async (db, actor, text) => {
      const id = idOf(text);
      const group = id === null ? null : await findGroup(db, id);
      if (!group || !canSeeGroup(actor, group)) return false;
      return actor.kind !== 'contact' || groupCan(standingIn(actor, group), 'seeMembers');
    },
  },
  {
    // All tickets of a group, for those who see all of them by their role. Who has a list of queues would hear of tickets outside it.
    prefix: 'group-tickets',
    mayJoin: async (_db, actor, text) =>
      actor.kind === 'contact' && actor.rights.queueIds === null && groupIdsFor(actor, 'seeAllTickets').includes(idOf(text) ?? 0),
  },
];
