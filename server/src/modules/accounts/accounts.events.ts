import type { EventDeclaration } from '../../kernel/module.ts';

const accountIds = (payload: Record<string, unknown>): readonly number[] => (Array.isArray(payload.accountIds) ? payload.accountIds : []);

export const events: readonly EventDeclaration[] = [
  {
    // A name or picture is drawn beside everything the person did: staff sees all of it, contacts what is in their company or from staff.
    name: 'account.changed',
    rooms: ({ entity, payload }) => {
      const theirs = payload.kind === 'contact' ? `people:company-${payload.companyId}` : 'people:staff';
      return ['staff:all', `account:${entity.id}`, theirs];
    },
    publicFields: [],
  },
  {
    // What these accounts may see or do has changed, to nothing perhaps: their sockets are judged again by signing in anew.
    name: 'account.accessChanged',
    rooms: ({ payload }) => accountIds(payload).map((id) => `account:${id}`),
    publicFields: [],
  },
];
