import type { EventDeclaration } from '../../kernel/module.ts';

/** Contacts look at the catalogue when they come; only staff screens refetch. */
export const events: readonly EventDeclaration[] = [
  { name: 'serviceType.created', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'serviceType.changed', rooms: () => ['staff:all'], publicFields: [] },
];
