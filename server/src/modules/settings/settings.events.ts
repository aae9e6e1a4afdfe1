import type { EventDeclaration } from '../../kernel/module.ts';

/** Names the key, never the value: some settings are secrets. */
export const events: readonly EventDeclaration[] = [{ name: 'setting.changed', rooms: () => ['staff:all'], publicFields: [] }];
