import type { EventDeclaration } from '../../kernel/module.ts';

/** An administrator took one of somebody's passkeys away; the event is the record of who did it. */
export const events: readonly EventDeclaration[] = [
  { name: 'account.passkeyRemoved', rooms: ({ entity }) => [`account:${entity.id}`], publicFields: [] },
];
