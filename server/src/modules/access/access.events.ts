import type { EventDeclaration } from '../../kernel/module.ts';

/** An administrator took somebody's second factor away; the event is the record of who did it. */
export const events: readonly EventDeclaration[] = [
  { name: 'account.secondFactorReset', rooms: ({ entity }) => [`account:${entity.id}`], publicFields: [] },
];
