import type { EventDeclaration } from '../../kernel/module.ts';

/** One event for the person, not one for each of the tickets that come along: the companies are in `changes`. */
export const events: readonly EventDeclaration[] = [
  { name: 'contact.relocated', rooms: ({ entity }) => ['staff:all', `account:${entity.id}`], publicFields: ['tickets'] },
  { name: 'contact.relocationDone', rooms: () => ['staff:all'], publicFields: [] },
];
