import type { RouteContract } from '@portico/contracts/kernel/route.ts';
import { QueryClient, queryOptions } from '@tanstack/react-query';
import { type CallInput, call, type Reply } from './api.ts';
import { isProblem } from './problem.ts';

/** One per page. Cached data shows at once and is refreshed behind it; refusals are not retried, missing answers are. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 30 * 60_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < 2 && isProblem(error) && error.transient,
        retryDelay: (attempt) => Math.min(8000, 500 * 2 ** attempt),
      },
      mutations: { retry: false },
    },
  });
}

/** Key of a read: `['tickets.get', {params}, {query}]`; invalidating `['tickets.get']` covers all of them. */
export const keyOf = <R extends RouteContract>(contract: R, input?: CallInput<R>) => {
  const { params, query } = (input ?? {}) as { params?: object; query?: object };
  return input === undefined ? ([contract.id] as const) : ([contract.id, params ?? {}, query ?? {}] as const);
};

/** @example useQuery(read(tickets.get, { params: { id } })) */
export const read = <R extends RouteContract>(contract: R, input: CallInput<R>) =>
  queryOptions({ queryKey: keyOf(contract, input), queryFn: ({ signal }) => call(contract, input, { signal }) });

interface ListPage {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

type ItemOf<T> = T extends { items: readonly (infer I)[] } ? I : never;
/** Rows of all loaded pages; a row that moved between two pages is kept once. */
export function rowsOf<T extends Reply<RouteContract> | object>(pages: readonly T[] | undefined): ItemOf<T>[] {
  const seen = new Set<unknown>();
  const rows: ItemOf<T>[] = [];
  for (const page of pages ?? []) {
    for (const row of (page as unknown as { items: (ItemOf<T> & { id?: unknown })[] }).items) {
      const id = row.id ?? row;
      if (seen.has(id)) continue;
      seen.add(id);
      rows.push(row);
    }
  }
  return rows;
}
