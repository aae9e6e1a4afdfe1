import type { Filter } from './filter.rules.ts';
import { invalidPath } from './scim.refusals.ts';

interface Entry {
  readonly type: string;
  readonly primary: boolean;
  readonly value: string | null;
}

/** Does a filter of a path (`[type eq "work"]`) mean this entry? */
export function wantedEntry(filter: Filter, entry: Entry): boolean {
  if (filter.op === 'and') return filter.filters.every((one) => wantedEntry(one, entry));
  if (filter.op === 'or') return filter.filters.some((one) => wantedEntry(one, entry));
  if (filter.op === 'not') return !wantedEntry(filter.filter, entry);
  if (filter.op !== 'eq') throw invalidPath('In the path of a change, entries are chosen by "eq" only.');
  const said = typeof filter.value === 'string' ? filter.value.toLowerCase() : filter.value;
  const name = filter.attribute.toLowerCase();
  if (name === 'type') return said === entry.type;
  if (name === 'primary') return said === entry.primary || said === String(entry.primary);
  return name === 'value' && entry.value !== null && said === entry.value.toLowerCase();
}
