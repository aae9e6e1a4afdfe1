import type { Ctx } from '../../../kernel/context.ts';
import { noteActivity } from '../activities.store.ts';
import { changeMembersOf } from '../change-members.ts';
import type { Connection } from '../connections.store.ts';
import { changeOfOperations, changeOfResource } from '../group-change.rules.ts';
import { touchGroup } from '../group-links.store.ts';
import type { GroupRow } from '../groups.reads.ts';
import { lockGroupOf, theGroup } from '../lock-group.ts';
import { operationsOf } from '../patch.rules.ts';
import { groupKind } from '../write-group.ts';

interface Change {
  readonly connection: Connection;
  readonly id: number;
  readonly expected: string | null;
  readonly how: 'put' | 'patch';
  readonly body: unknown;
}

/** PUT and PATCH of a group. One that changes nothing writes nothing. */
export async function changeGroup(ctx: Ctx, { connection, id, expected, how, body }: Change): Promise<GroupRow> {
  const before = await lockGroupOf(ctx, connection, id, expected);
  const change = how === 'put' ? changeOfResource(body) : changeOfOperations(operationsOf(body));
  const { name = before.name, externalId = before.externalId } = change;
  const moved = await changeMembersOf(ctx, connection, before.targetId, change);
  if (name !== before.name) await groupKind(connection).rename(ctx, before.targetId, name);
  if (!moved && name === before.name && externalId === before.externalId) return before;
  await touchGroup(ctx.tx, id, externalId);
  await noteActivity(ctx, connection.id, { action: 'group.changed', subject: name, status: 200 });
  return theGroup(ctx, connection, id);
}
