import type { EventDeclaration } from '../../kernel/module.ts';

export const events: readonly EventDeclaration[] = [
  { name: 'tag.changed', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'tag.deleted', rooms: () => ['staff:all'], publicFields: [] },
];
