import type { EventDeclaration } from '../../kernel/module.ts';

export const events: readonly EventDeclaration[] = [{ name: 'contactCreation.changed', rooms: () => ['staff:all'], publicFields: [] }];
