import type { Ctx } from '../../kernel/context.ts';
import type { Connection } from './connections.store.ts';
import { lockGroupLink } from './group-links.store.ts';
import { findGroupOf, type GroupRow } from './groups.reads.ts';
import { notThere } from './scim.refusals.ts';
import { expectTag } from './version-tags.rules.ts';

/** The group as it is now, until the transaction ends; `expected` is `If-Match`. */
export async function lockGroupOf(ctx: Ctx, connection: Connection, id: number, expected: string | null): Promise<GroupRow> {
  await theGroup(ctx, connection, id);
  await lockGroupLink(ctx.tx, id);
  const row = await theGroup(ctx, connection, id);
  expectTag(expected, row.version);
  return row;
}

export async function theGroup(ctx: Ctx, connection: Connection, id: number): Promise<GroupRow> {
  const row = await findGroupOf(ctx.tx, connection, id);
  if (!row) throw notThere('group');
  return row;
}
