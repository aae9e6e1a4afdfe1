import type { Ctx } from '../../kernel/context.ts';
import { changeGroupMembers, createGroup, deleteGroup, updateGroup } from '../contact-groups/index.ts';
import { changeTeamMembers, createTeam, updateTeam } from '../teams/index.ts';
import type { Connection } from './connections.store.ts';

/** What a group of a directory is here: a contact group of the company, or a team of the staff. */
interface GroupKind {
  make(ctx: Ctx, connection: Connection, name: string): Promise<number>;
  rename(ctx: Ctx, id: number, name: string): Promise<unknown>;
  members(ctx: Ctx, change: { readonly id: number; readonly add: readonly number[]; readonly remove: readonly number[] }): Promise<void>;
  wake(ctx: Ctx, id: number): Promise<unknown>;
  /** Neither is ever deleted for good: tickets name them. */
  rest(ctx: Ctx, id: number): Promise<unknown>;
}

const contactGroups: GroupKind = {
  make: async (ctx, { companyId }, name) => (await createGroup(ctx, { body: { companyId: companyId as number, name } })).id,
  rename: (ctx, id, name) => updateGroup(ctx, { params: { id }, body: { name } }),
  members: changeGroupMembers,
  wake: async () => undefined,
  rest: (ctx, id) => deleteGroup(ctx, { params: { id } }),
};

const teams: GroupKind = {
  make: async (ctx, _connection, name) => (await createTeam(ctx, { body: { name } })).id,
  rename: (ctx, id, name) => updateTeam(ctx, { params: { id }, body: { name } }),
  members: changeTeamMembers,
  wake: (ctx, id) => updateTeam(ctx, { params: { id }, body: { active: true } }),
  rest: (ctx, id) => updateTeam(ctx, { params: { id }, body: { active: false } }),
};

export const groupKind = (connection: Connection): GroupKind => (connection.audience === 'staff' ? teams : contactGroups);
