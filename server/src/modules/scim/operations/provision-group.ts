import type { Ctx } from '../../../kernel/context.ts';
import { noteActivity } from '../activities.store.ts';
import { changeMembersOf } from '../change-members.ts';
import type { Connection } from '../connections.store.ts';
import { changeOfResource } from '../group-change.rules.ts';
import { linkGroup, reviveGroup } from '../group-links.store.ts';
import { findByName, findGroupOf, type GroupRow } from '../groups.reads.ts';
import { invalidValue, uniqueness } from '../scim.refusals.ts';
import { groupKind } from '../write-group.ts';

/** POST of a group: makes it, or takes over the one of this name where the connection works. */
export async function provisionGroup(ctx: Ctx, { connection, body }: { connection: Connection; body: unknown }): Promise<GroupRow> {
  const change = changeOfResource(body);
  const { name, externalId = null } = change;
  if (name === undefined) throw invalidValue('displayName', 'It is required.');
  const kind = groupKind(connection);
  const there = await findByName(ctx.tx, connection, name);
  const isOurs = there?.link?.connectionId === connection.id;
  // One of its own that staff put to rest is gone for the directory, so it comes back as after a DELETE.
  if (there?.link && !there.link.removed && !(isOurs && there.rests))
    throw uniqueness(isOurs ? 'Another group of this connection has this name.' : 'The group with this name belongs to another directory.');
  if (there && !isOurs && !connection.mayAdopt)
    throw uniqueness('There is a group with this name, and this connection may not take over groups that are there already.');
  const targetId = there ? there.id : await kind.make(ctx, connection, name);
  if (there) await kind.wake(ctx, targetId);
  const id = there?.link ? there.link.id : await linkGroup(ctx.tx, connection, targetId, externalId, ctx.now);
  if (there?.link) await reviveGroup(ctx.tx, id, connection.id, externalId);
  await changeMembersOf(ctx, connection, targetId, change);
  await noteActivity(ctx, connection.id, { action: there ? 'group.adopted' : 'group.created', subject: name, status: 201 });
  const row = await findGroupOf(ctx.tx, connection, id);
  if (!row) throw new Error('A group was linked and is not there.');
  return row;
}
