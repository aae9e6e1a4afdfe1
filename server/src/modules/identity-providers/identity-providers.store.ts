import type { ProviderSettings } from '@portico/contracts/identity-providers/shapes.ts';
import { and, asc, eq, gt, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { nameTaken, refusing } from '../../kernel/db/constraints.ts';
import { DEFAULTS, secretBinding } from './identity-providers.rules.ts';
import { identityProviders } from './identity-providers.schema.ts';

type Row = typeof identityProviders.$inferSelect;
export type Provider = Omit<Row, 'settings'> & { readonly settings: ProviderSettings };

/** Rows from before a setting existed have its default. */
const whole = (row: Row): Provider => ({ ...row, settings: { ...DEFAULTS, ...row.settings } });

export async function findProvider(db: Db, id: number): Promise<Provider | null> {
  const [row] = await db.select().from(identityProviders).where(eq(identityProviders.id, id));
  return row ? whole(row) : null;
}

export async function lockProvider(db: Db, id: number): Promise<Provider | null> {
  const [row] = await db.select().from(identityProviders).where(eq(identityProviders.id, id)).for('update');
  return row ? whole(row) : null;
}

/** Providers are few; all that match, at most 500. */
export async function listProviders(db: Db, where: SQL | undefined): Promise<Provider[]> {
  const rows = await db
    .select()
    .from(identityProviders)
    .where(where)
    .orderBy(asc(identityProviders.position), asc(identityProviders.id))
    .limit(500);
  return rows.map(whole);
}

type Values = Partial<Pick<Row, 'name' | 'buttonText' | 'enabled' | 'position' | 'settings' | 'clientSecretSealed'>>;
const REFUSALS = { identity_providers_name_key: nameTaken('provider', 'provider') };

export async function insertProvider(
  db: Db,
  values: Values & Pick<Row, 'kind' | 'name' | 'scope' | 'companyId'>,
  now: string,
): Promise<number> {
  const [row] = await refusing(REFUSALS, () =>
    db
      .insert(identityProviders)
      .values({ ...values, createdAt: now, updatedAt: now })
      .returning({ id: identityProviders.id }),
  );
  if (!row) throw new Error('No identity provider was inserted.');
  return row.id;
}

export async function updateProviderRow(db: Db, id: number, values: Values, now: string): Promise<void> {
  await refusing(REFUSALS, () =>
    db
      .update(identityProviders)
      .set({ ...values, updatedAt: now, version: sql`${identityProviders.version} + 1` })
      .where(eq(identityProviders.id, id)),
  );
}

export async function deleteProvider(db: Db, id: number): Promise<void> {
  await db.delete(identityProviders).where(eq(identityProviders.id, id));
}

/** Client secrets, for `portico secrets reseal`. */
export async function listSealedSecrets(db: Db, page: { readonly afterId: number; readonly limit: number }) {
  const rows = await db
    .select()
    .from(identityProviders)
    .where(and(isNotNull(identityProviders.clientSecretSealed), gt(identityProviders.id, page.afterId)))
    .orderBy(identityProviders.id)
    .limit(page.limit);
  return rows.map((row) => {
    const { id, kind, clientSecretSealed, settings } = whole(row);
    return { id, sealed: clientSecretSealed ?? '', boundTo: secretBinding(kind, settings) };
  });
}

/** False when the secret was changed meanwhile. */
export async function replaceSealedSecret(db: Db, row: { readonly id: number; readonly sealed: string }, sealed: string): Promise<boolean> {
  const rows = await db
    .update(identityProviders)
    .set({ clientSecretSealed: sealed })
    .where(and(eq(identityProviders.id, row.id), eq(identityProviders.clientSecretSealed, row.sealed)))
    .returning({ id: identityProviders.id });
  return rows.length > 0;
}
