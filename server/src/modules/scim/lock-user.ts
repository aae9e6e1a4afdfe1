import type { Ctx } from '../../kernel/context.ts';
import { lockAccount } from '../accounts/index.ts';
import type { Connection } from './connections.store.ts';
import { notThere } from './scim.refusals.ts';
import { findUser, type UserRow } from './users.reads.ts';
import { expectTag } from './version-tags.rules.ts';

/** The user as it is now, until the transaction ends; `expected` is `If-Match`. */
export async function lockUser(ctx: Ctx, connection: Connection, id: number, expected: string | null): Promise<UserRow> {
  // Looked at first: an account of somebody else is not even locked.
  if (!(await findUser(ctx.tx, connection, id))) throw notThere('user');
  await lockAccount(ctx.tx, id);
  const row = await findUser(ctx.tx, connection, id);
  if (!row) throw notThere('user');
  expectTag(expected, row.version);
  return row;
}

/** One that was just linked or changed. */
export async function theUser(ctx: Ctx, connection: Connection, id: number): Promise<UserRow> {
  const row = await findUser(ctx.tx, connection, id);
  if (!row) throw new Error('A user was linked and is not there.');
  return row;
}
