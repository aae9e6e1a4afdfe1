import type { Ctx } from '../../kernel/context.ts';
import type { EventDeclaration } from '../../kernel/module.ts';
import type { GroupFacts } from './contact-groups.store.ts';

type Routed = Parameters<EventDeclaration['rooms']>[0];
const ids = (value: unknown): number[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'number') : []);

/** Staff, whoever looks at the group, the managers of its company, and the people it is about. */
const rooms = ({ entity, payload }: Routed): string[] => [
  'staff:all',
  `contact-group:${entity.id}`,
  `company-tickets:${payload.companyId}`,
  ...ids(payload.contactIds).map((id) => `account:${id}`),
];
const fact = (name: string, publicFields: readonly string[]): EventDeclaration => ({
  name,
  rooms,
  publicFields: ['companyId', ...publicFields],
});

export const events: readonly EventDeclaration[] = [
  fact('contactGroup.created', []),
  fact('contactGroup.changed', []),
  fact('contactGroup.deleted', []),
  fact('contactGroup.restored', []),
  fact('contactGroup.memberAdded', ['contactId', 'role']),
  fact('contactGroup.memberChanged', ['contactId', 'role']),
  fact('contactGroup.memberRemoved', ['contactId', 'role']),
];

/** Reports what happened to a group. `concerned`: whose pages show it. */
export const emitGroup = (
  ctx: Ctx,
  name: string,
  group: Pick<GroupFacts, 'id' | 'companyId'>,
  concerned: readonly number[],
): Promise<void> =>
  ctx.emit({ name, entity: { kind: 'contact-group', id: group.id }, payload: { companyId: group.companyId, contactIds: [...concerned] } });

/** Reports a change of one member, and that what this contact may see has changed. */
export async function emitMember(ctx: Ctx, name: string, group: GroupFacts, contactId: number, role: string): Promise<void> {
  const entity = { kind: 'contact-group', id: group.id };
  await ctx.emit({ name, entity, payload: { companyId: group.companyId, contactIds: [contactId], contactId, role } });
  await emitAccess(ctx, group.id, [contactId]);
}

/** Sockets were let in under the old rights: they are cut off and come back as far as they still may. */
export async function emitAccess(ctx: Ctx, groupId: number, accountIds: readonly number[]): Promise<void> {
  if (accountIds.length === 0) return;
  await ctx.emit({
    name: 'account.accessChanged',
    entity: { kind: 'contact-group', id: groupId },
    payload: { accountIds: [...accountIds] },
  });
}
