import type { EventDeclaration } from '../../kernel/module.ts';

export const events: readonly EventDeclaration[] = [
  { name: 'identityProvider.created', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'identityProvider.changed', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'identityProvider.removed', rooms: () => ['staff:all'], publicFields: [] },
];
