import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import { compact, keepList, type ListSearch, parseListSearch } from './list-search.ts';

export type SetSearch = (change: { [K in keyof ListSearch]?: ListSearch[K] | undefined }, options?: { replace?: boolean }) => void;

/** The list's state in the address. `set` merges; `undefined` removes. */
export function useListSearch(): { search: ListSearch; set: SetSearch } {
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const signature = JSON.stringify(raw);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the router makes a new object for equal searches
  const search = useMemo(() => parseListSearch(raw), [signature]);
  const navigate = useNavigate();
  useEffect(() => keepList(search), [search]);
  const set: SetSearch = useCallback(
    (change, { replace = false } = {}) =>
      void navigate({
        to: '/tickets',
        replace,
        resetScroll: false,
        search: ((before: Record<string, unknown>) =>
          compact<ListSearch>({ ...parseListSearch(before), ...change } as ListSearch)) as never,
      }),
    [navigate],
  );
  return { search, set };
}

/** Adds a value to a filter or takes it out again. */
export function toggled<T>(values: readonly T[] | undefined, value: T): readonly T[] | undefined {
  const next = values?.includes(value) ? values.filter((item) => item !== value) : [...(values ?? []), value];
  return next.length > 0 ? next : undefined;
}
