import type { CreationRule } from '@portico/contracts/contact-creation/shapes.ts';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { confirmedPublicDomains, contactCreation } from './contact-creation.schema.ts';

/** The one row, locked: first sign-ins are made one after the other, and against the rule that holds then. */
export async function lockContactCreation(db: Db): Promise<{ readonly version: number }> {
  const [row] = await db.select({ version: contactCreation.version }).from(contactCreation).where(eq(contactCreation.id, 1)).for('update');
  if (!row) throw new Error('The row of contact_creation is missing.');
  return row;
}

export async function writeContactCreation(
  db: Db,
  values: { readonly rule: CreationRule; readonly catchAllCompanyId: number | null },
  now: string,
): Promise<void> {
  await db
    .update(contactCreation)
    .set({ ...values, version: sql`${contactCreation.version} + 1`, updatedAt: now })
    .where(eq(contactCreation.id, 1));
}

export async function replaceConfirmed(
  db: Db,
  domains: readonly { readonly companyId: number; readonly domain: string }[],
  by: { readonly accountId: number | null; readonly now: string },
): Promise<void> {
  const kept = sql.param(JSON.stringify(domains));
  await db
    .delete(confirmedPublicDomains)
    .where(sql`not exists (select 1 from json_to_recordset(${kept}::json) as k("companyId" int, domain text)
    where k."companyId" = ${confirmedPublicDomains.companyId} and k.domain = ${confirmedPublicDomains.domain})`);
  if (domains.length === 0) return;
  await db
    .insert(confirmedPublicDomains)
    .values(domains.map((one) => ({ ...one, confirmedBy: by.accountId, confirmedAt: by.now })))
    .onConflictDoNothing();
}
