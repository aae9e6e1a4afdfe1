import type { Ctx, Db } from '../../kernel/context.ts';
import type { Module } from '../../kernel/module.ts';
import { events } from './settings.events.ts';
import { firstOf } from './settings.rules.ts';
import { deleteValue, listValues, type Scope, type ScopedValue, upsertValue } from './settings.store.ts';

export const settingsModule: Module = { name: 'settings', events };

export { type ExternalLink, findExternalLinks, insertExternalLink, updateExternalLink } from './external-links.store.ts';
export type { Scope, ScopedValue } from './settings.store.ts';

const GLOBAL: Scope = { scope: 'global', id: 0 };

/**
 * The workspace's value of a key. The key's owner declares type and fallback in one place of its own module.
 *
 * @example const name = await getSetting(ctx.tx, 'workspace.name', 'Portico');
 */
export async function getSetting<T>(db: Db, key: string, fallback: T): Promise<T> {
  const [found] = await listValues(db, key, [GLOBAL]);
  return found ? (found.value as T) : fallback;
}

/** Sets the workspace's value and says so. @example await setSetting(ctx, 'workspace.name', 'Northwind IT'); */
export async function setSetting(ctx: Ctx, key: string, value: unknown): Promise<void> {
  await upsertValue(ctx.tx, key, GLOBAL, value, ctx.now);
  await ctx.emit({ name: 'setting.changed', entity: { kind: 'setting', id: 0 }, payload: { key } });
}

/** As `setSetting`, for what the server itself keeps before anybody can sign in: nobody is told. */
export const keepSetting = (db: Db, key: string, value: unknown, now: string): Promise<void> => upsertValue(db, key, GLOBAL, value, now);

/** Removes the workspace's value; true for exactly one of several that try at once. */
export const takeSetting = (db: Db, key: string): Promise<boolean> => deleteValue(db, key, GLOBAL);

/**
 * The value that holds for somebody, and which scope it comes from; null when no scope has one.
 *
 * @param scopes from the most specific to the most general.
 * @example await resolveSetting(db, 'chat.enabled', [{ scope: 'contact', id: 12 }, { scope: 'company', id: 3 }, { scope: 'global', id: 0 }])
 */
export async function resolveSetting(db: Db, key: string, scopes: readonly Scope[]): Promise<ScopedValue | null> {
  return firstOf(scopes, await listValues(db, key, scopes));
}
