import type { EventDeclaration } from '../../kernel/module.ts';

/** Any row or default changed; every signed-in tech draws with them, so all of them refetch. */
export const events: readonly EventDeclaration[] = [{ name: 'serviceDesk.changed', rooms: () => ['staff:all'], publicFields: ['kind'] }];
