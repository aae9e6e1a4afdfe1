import { list } from '@portico/contracts/catalogue/routes.ts';
import type { ServiceTypeForContact } from '@portico/contracts/catalogue/shapes.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api.ts';
import { keyOf } from '../../lib/query.ts';

export interface Services {
  readonly items: readonly ServiceTypeForContact[];
  readonly somethingElse: boolean;
}

/** What this contact may ask for; it changes rarely. */
export const servicesOf = () =>
  queryOptions({
    queryKey: keyOf(list),
    queryFn: async ({ signal }) => (await call(list, {}, { signal })) as Services,
    staleTime: 5 * 60_000,
  });
