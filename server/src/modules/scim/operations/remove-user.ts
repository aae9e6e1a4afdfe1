import type { Ctx } from '../../../kernel/context.ts';
import { noteActivity } from '../activities.store.ts';
import type { Connection } from '../connections.store.ts';
import { removeLink } from '../links.store.ts';
import { lockUser } from '../lock-user.ts';
import { changeAccountTo } from '../write-account.ts';

interface Removal {
  readonly connection: Connection;
  readonly id: number;
  readonly expected: string | null;
}

/** DELETE of a user: nobody's tickets are deleted, so the account is shut (or left as it is) and let go. */
export async function removeUser(ctx: Ctx, { connection, id, expected }: Removal): Promise<void> {
  const before = await lockUser(ctx, connection, id, expected);
  if (connection.onDelete === 'disable') await changeAccountTo(ctx, id, before.kind, before, { ...before, active: false });
  await removeLink(ctx.tx, connection.id, id, ctx.now);
  await noteActivity(ctx, connection.id, { action: 'user.removed', accountId: id, subject: before.userName, status: 204 });
}
