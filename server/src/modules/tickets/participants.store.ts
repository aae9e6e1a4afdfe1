import { sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { ticketParticipants } from './tickets.schema.ts';
import type { TakingPart, TicketWithPeople } from './tickets.store.ts';

export type Role = TakingPart['role'];

/** False when this person already had the role. */
export async function insertParticipant(db: Db, row: typeof ticketParticipants.$inferInsert): Promise<boolean> {
  const rows = await db.insert(ticketParticipants).values(row).onConflictDoNothing().returning({ id: ticketParticipants.accountId });
  return rows.length > 0;
}

export async function listParticipants(db: Db, ticketId: number): Promise<(TakingPart & { readonly addedBy: number | null })[]> {
  const { rows } = await db.execute<{ account_id: number; role: Role; added_by: number | null }>(sql`
    select account_id, role, added_by from ticket_participants where ticket_id = ${ticketId}
    order by role = 'owner' desc, created_at, account_id`);
  return rows.map((row) => ({ accountId: row.account_id, role: row.role, addedBy: row.added_by }));
}

export async function deleteParticipant(db: Db, ticketId: number, accountId: number, role: Role): Promise<void> {
  await db.execute(sql`delete from ticket_participants where ticket_id = ${ticketId} and account_id = ${accountId} and role = ${role}`);
}

/** The new owner takes the old one's place; colleagues in copy stay only while the company stays. Returns who takes part now. */
export async function replaceOwner(
  db: Db,
  ticket: TicketWithPeople,
  owner: { readonly id: number; readonly companyId: number },
  addedBy: number | null,
  now: string,
): Promise<TakingPart[]> {
  const moved = owner.companyId !== ticket.companyId;
  await db.execute(sql`delete from ticket_participants where ticket_id = ${ticket.id}
    and (role = 'owner' or (role = 'cc' and (account_id = ${owner.id} or ${moved})))`);
  await insertParticipant(db, { ticketId: ticket.id, accountId: owner.id, role: 'owner', addedBy, createdAt: now });
  return listParticipants(db, ticket.id);
}
