import type { Actor } from '@portico/contracts/access/actor.ts';
import { roleCan } from '@portico/contracts/rights/capabilities.ts';
import { inArray, type SQL, sql } from 'drizzle-orm';
import { accounts } from '../accounts/accounts.schema.ts';

/**
 * Which attempts of the sign-in log an administrator sees: how colleagues sign in is for master administrators; one who is
 * restricted to companies sees the people of these. `emailKey` is the attempt's own column.
 */
export function attemptVisibleTo(actor: Actor, emailKey: SQL): SQL {
  if (actor.kind === 'system') return sql`true`;
  if (actor.kind !== 'tech' || !roleCan(actor.role, 'signIns.read')) return sql`false`;
  const parts: SQL[] = [];
  const colleaguesToo = roleCan(actor.role, 'signIns.readTechs');
  if (!colleaguesToo) parts.push(sql`not ${whoseAddress(emailKey, sql`${accounts.kind} = 'tech'`)}`);
  if (actor.companyIds !== null) {
    const mine = actor.companyIds.length === 0 ? sql`false` : inArray(accounts.companyId, [...actor.companyIds]);
    const own = colleaguesToo ? sql`(${accounts.kind} = 'tech' or ${mine})` : mine;
    parts.push(whoseAddress(emailKey, own));
  }
  return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`;
}

interface Person {
  readonly kind: 'contact' | 'tech';
  readonly companyId: number | null;
}

/** May the actor know in administration that this person exists? */
export function mayReadPerson(actor: Actor, person: Person): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'tech') return false;
  return person.kind === 'tech' || actor.companyIds === null || actor.companyIds.includes(person.companyId ?? 0);
}

/** See and end somebody's sessions: administrators those of contacts they see, master administrators also those of techs. */
export function mayManageSessions(actor: Actor, person: Person): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'tech' || !mayReadPerson(actor, person)) return false;
  return actor.role === 'master-admin' || (actor.role === 'admin' && person.kind === 'contact');
}

/** Somebody with this address for whom the condition holds. */
export const whoseAddress = (emailKey: SQL, condition: SQL): SQL =>
  sql`exists (select 1 from ${accounts} where ${accounts.emailKey} = ${emailKey} and ${condition})`;

/** The people of an address this actor may know of: contacts of companies he sees, and for master administrators colleagues. */
export function personVisibleTo(actor: Actor, person: SQL): SQL {
  if (actor.kind === 'system') return sql`true`;
  if (actor.kind !== 'tech') return sql`false`;
  const ids = actor.companyIds;
  const contacts =
    ids === null
      ? sql`true`
      : ids.length === 0
        ? sql`false`
        : sql`${person}.company_id in (${sql.join(
            ids.map((id) => sql`${id}`),
            sql`, `,
          )})`;
  const techs = roleCan(actor.role, 'signIns.readTechs') ? sql`true` : sql`false`;
  return sql`case ${person}.kind when 'contact' then ${contacts} else ${techs} end`;
}
