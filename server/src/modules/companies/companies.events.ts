import type { EventDeclaration } from '../../kernel/module.ts';

export const events: readonly EventDeclaration[] = [
  { name: 'company.created', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'company.changed', rooms: () => ['staff:all'], publicFields: [] },
];
