import type { Ctx } from '../../kernel/context.ts';
import type { Connection } from './connections.store.ts';
import type { GroupChange } from './group-change.rules.ts';
import { listMembers } from './groups.reads.ts';
import { invalidValue } from './scim.refusals.ts';
import { knownUsers } from './users.reads.ts';
import { groupKind } from './write-group.ts';

/**
 * Members of a group are users of the same connection. Who was put in by hand is not touched, also when the directory replaces
 * everybody. Returns whether somebody came or went.
 */
export async function changeMembersOf(ctx: Ctx, connection: Connection, targetId: number, change: GroupChange): Promise<boolean> {
  if (!change.clears && change.adds.size === 0 && change.removes.size === 0) return false;
  const wanted = [...change.adds];
  const known = new Set(await knownUsers(ctx.tx, connection, wanted));
  const stranger = wanted.find((id) => !known.has(id));
  if (stranger !== undefined)
    throw invalidValue(
      'members',
      `There is no user ${stranger === 0 ? 'with such an id' : stranger}, or it does not belong to this connection.`,
    );
  const inside = new Set((await listMembers(ctx.tx, connection, [{ targetId }])).map((one) => one.id));
  const add = wanted.filter((id) => !inside.has(id));
  const remove = [...(change.clears ? inside : change.removes)].filter((id) => inside.has(id) && !change.adds.has(id));
  if (add.length === 0 && remove.length === 0) return false;
  await groupKind(connection).members(ctx, { id: targetId, add, remove });
  return true;
}
