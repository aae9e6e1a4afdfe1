import type { EventDeclaration } from '../../kernel/module.ts';

export const events: readonly EventDeclaration[] = [
  { name: 'department.created', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'department.changed', rooms: () => ['staff:all'], publicFields: [] },
  {
    // The dot stands beside the name everywhere; who may see it asks.
    name: 'availability.changed',
    rooms: ({ entity }) => ['staff:all', 'people:staff', `account:${entity.id}`],
    publicFields: ['from', 'to'],
  },
  {
    // Who sees whose profile may have changed with it.
    name: 'department.membersChanged',
    rooms: ({ payload }) => ['staff:all', `account:${payload.techId}`],
    publicFields: [],
  },
  // Only its owner is told, and only that there is something to look at.
  { name: 'calendar.read', rooms: ({ entity }) => [`account:${entity.id}`], publicFields: [] },
];
