import type { EventDeclaration, RoomDeclaration } from '../../kernel/module.ts';

export const events: readonly EventDeclaration[] = [
  { name: 'tech.created', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'tech.changed', rooms: (event) => ['staff:all', `account:${event.entity.id}`], publicFields: [] },
];

/** `staff:all`: hints that concern every tech (people, service desk). */
export const rooms: readonly RoomDeclaration[] = [
  { prefix: 'staff', mayJoin: async (_db, actor, id) => id === 'all' && actor.kind === 'tech' },
];
