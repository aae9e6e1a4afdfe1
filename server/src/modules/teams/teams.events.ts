import type { EventDeclaration } from '../../kernel/module.ts';

export const events: readonly EventDeclaration[] = [
  { name: 'team.created', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'team.changed', rooms: () => ['staff:all'], publicFields: [] },
];
