import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { refusing } from '../../kernel/db/constraints.ts';
import { uniqueness } from './scim.refusals.ts';
import { scimUsers } from './scim.schema.ts';

interface Names {
  readonly userName: string;
  readonly externalId: string | null;
}
const TAKEN = {
  scim_users_name_key: () => uniqueness('Another user of this connection has this userName.'),
  scim_users_pkey: () => uniqueness('This account belongs to a directory already.'),
};

/** From now on the account is this connection's; one that its directory had deleted comes back. */
export async function linkUser(db: Db, connectionId: number, accountId: number, names: Names, now: string): Promise<void> {
  await refusing(TAKEN, () =>
    db
      .insert(scimUsers)
      .values({ accountId, connectionId, ...names, createdAt: now })
      .onConflictDoUpdate({
        target: scimUsers.accountId,
        set: { connectionId, ...names, removedAt: null, version: sql`${scimUsers.version} + 1` },
        // Somebody else may have linked it since it was looked at.
        setWhere: sql`${scimUsers.removedAt} is not null`,
      })
      .returning({ id: scimUsers.accountId })
      .then((rows) => {
        if (rows.length === 0) throw TAKEN.scim_users_pkey();
      }),
  );
}

export async function renameUser(db: Db, connectionId: number, accountId: number, names: Names): Promise<void> {
  await refusing(TAKEN, () =>
    db
      .update(scimUsers)
      .set({ ...names, version: sql`${scimUsers.version} + 1` })
      .where(and(eq(scimUsers.accountId, accountId), eq(scimUsers.connectionId, connectionId))),
  );
}

export async function removeLink(db: Db, connectionId: number, accountId: number, now: string): Promise<void> {
  await db
    .update(scimUsers)
    .set({ removedAt: now, version: sql`${scimUsers.version} + 1` })
    .where(and(eq(scimUsers.accountId, accountId), eq(scimUsers.connectionId, connectionId)));
}

/** Links whose account moved to another company or is a stub now: they reach it no more, and must not keep its name or next directory waiting. */
const release = (db: Db, accountIds: SQL, now: string) =>
  db.execute(sql`update scim_users u set removed_at = ${now}, version = u.version + 1 from accounts a, scim_connections c
    where a.id = u.account_id and c.id = u.connection_id and u.removed_at is null and (a.company_id is distinct from c.company_id or a.merged_into_id is not null or a.erased_at is not null)
      and u.account_id in (${accountIds})`);

export const releaseMoved = async (db: Db, accountId: number, now: string): Promise<void> => {
  await release(db, sql`${accountId}`, now);
};

/** The same for whoever stands in the way of a user of this name and address. */
export const releaseInTheWay = async (
  db: Db,
  of: { readonly connectionId: number; readonly companyId: number; readonly userName: string; readonly email: string },
  now: string,
): Promise<void> => {
  const ids = sql`select x.account_id from scim_users x
      where x.connection_id = ${of.connectionId} and x.user_key = lower(${of.userName}) and x.removed_at is null
    union all select y.id from accounts y where y.kind = 'contact' and y.company_id = ${of.companyId} and y.email_key = lower(${of.email})`;
  await release(db, ids, now);
};
