import type { GroupRole } from '@portico/contracts/access/actor.ts';
import { sql } from 'drizzle-orm';
import type { Db } from '../src/kernel/context.ts';

/** A group of a company, straight into the table. */
export async function insertGroup(db: Db, companyId: number, name = `Group ${companyId}`): Promise<number> {
  const { rows } = await db.execute<{ id: number }>(
    sql`insert into contact_groups (company_id, name) values (${companyId}, ${name}) returning id`,
  );
  return rows[0]!.id;
}

export async function insertMember(db: Db, groupId: number, contactId: number, role: GroupRole): Promise<void> {
  await db.execute(sql`insert into contact_group_members (group_id, contact_id, role) values (${groupId}, ${contactId}, ${role})`);
}
