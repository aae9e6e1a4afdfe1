import { and, eq, or, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { settings } from './settings.schema.ts';

export type ScopeName = 'global' | 'company' | 'group' | 'contact';
/** Where a value may be set; `id` is 0 for global. */
export interface Scope {
  readonly scope: ScopeName;
  readonly id: number;
}
export interface ScopedValue extends Scope {
  readonly value: unknown;
}

/** Values of one key in any of the scopes, in no order. */
export async function listValues(db: Db, key: string, scopes: readonly Scope[]): Promise<ScopedValue[]> {
  if (scopes.length === 0) return [];
  return db
    .select({ scope: settings.scope, id: settings.scopeId, value: settings.value })
    .from(settings)
    .where(and(eq(settings.key, key), or(...scopes.map(({ scope, id }) => and(eq(settings.scope, scope), eq(settings.scopeId, id))))));
}

export async function upsertValue(db: Db, key: string, { scope, id }: Scope, value: unknown, now: string): Promise<void> {
  await db
    .insert(settings)
    .values({ scope, scopeId: id, key, value, updatedAt: now })
    .onConflictDoUpdate({ target: [settings.key, settings.scope, settings.scopeId], set: { value, updatedAt: now } });
}

/** Merges into an object in one statement, so that of two who change different parts of it at once both win. */
export async function mergeValue(
  db: Db,
  key: string,
  { scope, id }: Scope,
  patch: { readonly set: Readonly<Record<string, unknown>>; readonly unset: readonly string[] },
  now: string,
): Promise<void> {
  const gone =
    patch.unset.length === 0
      ? sql`'{}'::text[]`
      : sql`array[${sql.join(
          patch.unset.map((name) => sql`${name}::text`),
          sql`, `,
        )}]`;
  await db
    .insert(settings)
    .values({ scope, scopeId: id, key, value: patch.set, updatedAt: now })
    .onConflictDoUpdate({
      target: [settings.key, settings.scope, settings.scopeId],
      set: { value: sql`(${settings.value} || excluded.value) - ${gone}`, updatedAt: now },
    });
}

/** Removes a value and tells whether it was there: of two transactions that remove the same one, exactly one hears true. */
export async function deleteValue(db: Db, key: string, { scope, id }: Scope): Promise<boolean> {
  const gone = await db
    .delete(settings)
    .where(and(eq(settings.key, key), eq(settings.scope, scope), eq(settings.scopeId, id)))
    .returning({ key: settings.key });
  return gone.length > 0;
}
