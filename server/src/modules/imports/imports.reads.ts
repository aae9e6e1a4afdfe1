import { inArray, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { teams } from '../teams/teams.schema.ts';

export interface Named {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
}

export async function listTeamsNamed(db: Db, names: readonly string[]): Promise<Named[]> {
  if (names.length === 0) return [];
  const keys = names.map((name) => name.toLowerCase());
  return db
    .select({ id: teams.id, name: teams.name, active: teams.active })
    .from(teams)
    .where(inArray(sql`lower(${teams.name})`, keys));
}

export async function findCompanyNamed(db: Db, name: string): Promise<Named | null> {
  const { rows } = await db.execute<{ id: number; name: string; active: boolean }>(
    sql`select id, name, active from companies where lower(name) = lower(${name})`,
  );
  return rows[0] ?? null;
}

/** Accounts by address: techs everywhere, contacts of one company. */
export async function listAccountsByEmail(
  db: Db,
  kind: 'contact' | 'tech',
  companyId: number | null,
  emails: readonly string[],
): Promise<Map<string, number>> {
  if (emails.length === 0) return new Map();
  const keys = sql.join(
    emails.map((email) => sql`${email.toLowerCase()}`),
    sql`, `,
  );
  const { rows } = await db.execute<{ id: number; email_key: string }>(sql`
    select id, email_key from accounts where kind = ${kind} and email_key in (${keys})
      and (${companyId}::int is null or company_id = ${companyId}::int)`);
  return new Map(rows.map((row) => [row.email_key, row.id]));
}
