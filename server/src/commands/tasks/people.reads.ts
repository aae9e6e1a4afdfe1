import { sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';

/** The tech of this address, active or not. */
export async function findTechIdByEmail(db: Db, email: string): Promise<number | null> {
  const { rows } = await db.execute<{ id: number }>(
    sql`select id from accounts where kind = 'tech' and email_key = ${email.toLowerCase()}`,
  );
  return rows[0]?.id ?? null;
}

/** The first active master administrator. */
export async function findMasterAdminId(db: Db): Promise<number | null> {
  const { rows } = await db.execute<{ id: number }>(
    sql`select t.id from techs t join accounts a on a.id = t.id where t.role = 'master-admin' and a.active order by t.id limit 1`,
  );
  return rows[0]?.id ?? null;
}
