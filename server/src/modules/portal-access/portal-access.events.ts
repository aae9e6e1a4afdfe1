import type { EventDeclaration } from '../../kernel/module.ts';

export const events: readonly EventDeclaration[] = [{ name: 'portalAccess.changed', rooms: () => ['staff:all'], publicFields: [] }];
