import type { Ctx, Db } from '../../kernel/context.ts';
import type { Module } from '../../kernel/module.ts';
import { events } from './settings.events.ts';
import { firstOf } from './settings.rules.ts';
import { deleteValue, listValues, mergeValue, type Scope, type ScopedValue, upsertValue } from './settings.store.ts';

export const settingsModule: Module = { name: 'settings', events };

export { type ExternalLink, findExternalLinks, insertExternalLink, updateExternalLink } from './external-links.store.ts';
export { keepSecretCheck, noteInstanceSecret, readSecretCheck } from './secret-check.ts';
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

/** Sets the value of one company, group or contact (null: it inherits again) and says so. */
export async function setSettingFor(ctx: Ctx, key: string, scope: Scope, value: unknown): Promise<void> {
  if (value === null) await deleteValue(ctx.tx, key, scope);
  else await upsertValue(ctx.tx, key, scope, value, ctx.now);
  await ctx.emit({ name: 'setting.changed', entity: { kind: 'setting', id: 0 }, payload: { key, scope: scope.scope, scopeId: scope.id } });
}

/** As `setSetting`, for what the server itself keeps before anybody can sign in: nobody is told. */
export const keepSetting = (db: Db, key: string, value: unknown, now: string): Promise<void> => upsertValue(db, key, GLOBAL, value, now);

/** Removes the workspace's value; true for exactly one of several that try at once. */
export const takeSetting = (db: Db, key: string): Promise<boolean> => deleteValue(db, key, GLOBAL);

/** Sets, changes or takes away the value of one place; who is told of it is its owner's business. */
export const setScoped = (ctx: Pick<Ctx, 'tx' | 'now'>, key: string, place: Scope, value: unknown): Promise<void> =>
  upsertValue(ctx.tx, key, place, value, ctx.now);
export const clearScoped = (ctx: Pick<Ctx, 'tx'>, key: string, place: Scope): Promise<boolean> => deleteValue(ctx.tx, key, place);
/** As `setScoped`, for a value that is an object: null takes a part of it away. @example patchScoped(ctx, 'contact.flags', place, { vip: true, quotes: null }) */
export function patchScoped(
  ctx: Pick<Ctx, 'tx' | 'now'>,
  key: string,
  place: Scope,
  patch: Readonly<Record<string, unknown>>,
): Promise<void> {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined);
  const set = Object.fromEntries(entries.filter(([, value]) => value !== null));
  return mergeValue(ctx.tx, key, place, { set, unset: entries.filter(([, value]) => value === null).map(([name]) => name) }, ctx.now);
}

/**
 * The value that holds for somebody, and which scope it comes from; null when no scope has one.
 *
 * @param scopes from the most specific to the most general.
 * @example await resolveSetting(db, 'chat.enabled', [{ scope: 'contact', id: 12 }, { scope: 'company', id: 3 }, { scope: 'global', id: 0 }])
 */
export async function resolveSetting(db: Db, key: string, scopes: readonly Scope[]): Promise<ScopedValue | null> {
  return firstOf(scopes, await listValues(db, key, scopes));
}
