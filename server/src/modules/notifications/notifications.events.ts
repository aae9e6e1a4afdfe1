import type { EventDeclaration } from '../../kernel/module.ts';

const toAccounts: EventDeclaration['rooms'] = ({ payload }) =>
  Array.isArray(payload.accountIds) ? payload.accountIds.map((id) => `account:${id}`) : [];

export const events: readonly EventDeclaration[] = [
  /** One per change, to everybody who was told of it. */
  { name: 'notice.created', rooms: toAccounts, publicFields: [] },
  /** One's own other screens. */
  { name: 'notice.read', rooms: toAccounts, publicFields: [] },
];
