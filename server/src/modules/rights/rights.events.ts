import type { EventDeclaration } from '../../kernel/module.ts';

/** Names the place and what was touched there, no values. `reaches`: who sees which tickets may be different now. */
export const events: readonly EventDeclaration[] = [
  { name: 'rights.changed', rooms: () => ['staff:all'], publicFields: ['scope'] },
  { name: 'groupTag.changed', rooms: () => ['staff:all'], publicFields: [] },
];
