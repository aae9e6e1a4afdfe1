import type { Scope, ScopedValue } from './settings.store.ts';

/** The first scope of the list that has a value wins; null when none has. The list goes from the most specific to the most general. */
export function firstOf(scopes: readonly Scope[], values: readonly ScopedValue[]): ScopedValue | null {
  for (const { scope, id } of scopes) {
    const found = values.find((value) => value.scope === scope && value.id === id);
    if (found) return found;
  }
  return null;
}
