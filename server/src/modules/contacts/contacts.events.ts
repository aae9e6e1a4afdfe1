import type { EventDeclaration } from '../../kernel/module.ts';

export const events: readonly EventDeclaration[] = [
  { name: 'contact.created', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'contact.impersonated', rooms: () => [], publicFields: [] },
  { name: 'contact.changed', rooms: (event) => ['staff:all', `account:${event.entity.id}`], publicFields: [] },
];
