import type { EventDeclaration } from '../../kernel/module.ts';

export const events: readonly EventDeclaration[] = [
  { name: 'scimConnection.created', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'scimConnection.changed', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'scimConnection.tokenRenewed', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'scimConnection.removed', rooms: () => ['staff:all'], publicFields: [] },
];
