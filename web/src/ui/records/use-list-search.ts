import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { type SortState, sortParam } from '../table-state.ts';

const PAUSE_MS = 250;

export interface ListSearch {
  /** As typed; `q` follows after a pause and lives in the address. */
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly q: string | undefined;
  /** A filter of the address by name. */
  readonly get: (name: string) => string | undefined;
  readonly set: (name: string, value: string | undefined) => void;
  readonly setMany: (values: Record<string, string | undefined>) => void;
  readonly sort: SortState;
  readonly onSort: (sort: SortState) => void;
  readonly sortValue: string;
  readonly filtered: boolean;
  readonly clear: () => void;
}

/** Search, filters and order of a list, kept in the address: reload, back and a sent link show the same rows. */
export function useListSearch(filters: readonly string[], start: SortState = { field: 'name', descending: false }): ListSearch {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const text = (name: string): string | undefined => (search[name] === undefined ? undefined : String(search[name]));
  const q = text('q');
  const [typed, setTyped] = useState(q ?? '');

  const change = useCallback(
    (part: Record<string, string | undefined>) =>
      void navigate({ to: '.', replace: true, search: ((before: object) => ({ ...before, ...part })) as never }),
    [navigate],
  );
  useEffect(() => {
    if (typed.trim() === (q ?? '')) return;
    const timer = setTimeout(() => change({ q: typed.trim() || undefined }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, q, change]);

  const chosen = text('sort');
  const sort = chosen ? { field: chosen.replace(/^-/, ''), descending: chosen.startsWith('-') } : start;
  return {
    typed,
    type: setTyped,
    q,
    get: text,
    set: (name, value) => change({ [name]: value || undefined }),
    setMany: change,
    sort,
    onSort: (next) => change({ sort: sortParam(next) }),
    sortValue: sortParam(sort),
    filtered: q !== undefined || filters.some((name) => search[name] !== undefined),
    clear: () => {
      setTyped('');
      change({ q: undefined, ...Object.fromEntries(filters.map((name) => [name, undefined])) });
    },
  };
}
