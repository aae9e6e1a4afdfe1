import type { Ctx } from '../../../kernel/context.ts';
import { noteActivity } from '../activities.store.ts';
import type { Connection } from '../connections.store.ts';
import { removeGroupLink } from '../group-links.store.ts';
import { lockGroupOf } from '../lock-group.ts';
import { groupKind } from '../write-group.ts';

interface Removal {
  readonly connection: Connection;
  readonly id: number;
  readonly expected: string | null;
}

/** DELETE of a group: it rests and is let go; with "keep" it is only let go. */
export async function removeGroup(ctx: Ctx, { connection, id, expected }: Removal): Promise<void> {
  const before = await lockGroupOf(ctx, connection, id, expected);
  if (connection.onDelete === 'disable') await groupKind(connection).rest(ctx, before.targetId);
  await removeGroupLink(ctx.tx, id, ctx.now);
  await noteActivity(ctx, connection.id, { action: 'group.removed', subject: before.name, status: 204 });
}
