import * as groups from '@portico/contracts/contact-groups/routes.ts';
import type { ContactGroupForContact, GroupMemberForContact } from '@portico/contracts/contact-groups/shapes.ts';
import { infiniteQueryOptions, type QueryClient, type QueryKey, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api.ts';
import type { Hint } from '../../lib/live.ts';
import { keyOf } from '../../lib/query.ts';

type MemberPage = { readonly items: readonly GroupMemberForContact[]; readonly next: string | null; readonly total?: number };

/** The groups the reader is in; a company manager's are all of the company, the first hundred by name. */
export const myGroups = () =>
  queryOptions({
    queryKey: [...keyOf(groups.list), 'mine'] as QueryKey,
    queryFn: async ({ signal }) =>
      (await call(groups.list, { query: { limit: 100 } }, { signal })).items as readonly ContactGroupForContact[],
    staleTime: 60_000,
  });

export const groupOf = (id: number) =>
  queryOptions({
    queryKey: [...keyOf(groups.get), id] as QueryKey,
    queryFn: async ({ signal }) => (await call(groups.get, { params: { id } }, { signal })) as ContactGroupForContact,
  });

export const membersOf = (id: number, q: string) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(groups.members), id, q] as QueryKey,
    queryFn: async ({ signal, pageParam }) => {
      const query = { limit: 50, ...(q ? { q } : {}), ...(pageParam === null ? {} : { cursor: pageParam }) };
      return (await call(groups.members, { params: { id }, query }, { signal })) as MemberPage;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: MemberPage) => last.next,
  });

export const groupPolicy = () =>
  queryOptions({ queryKey: keyOf(groups.getPolicy), queryFn: ({ signal }) => call(groups.getPolicy, {}, { signal }), staleTime: 60_000 });

export const refreshGroups = (client: QueryClient): Promise<unknown> =>
  Promise.all([groups.list, groups.get, groups.members].map((route) => client.invalidateQueries({ queryKey: keyOf(route) })));

/** Everything a change of a group, or of one's own rights, may have altered. */
export const keysOfGroupHint = (hint: Hint): readonly QueryKey[] =>
  hint.kind === 'contact-group' || hint.kind === 'account' ? [keyOf(groups.list), keyOf(groups.get), keyOf(groups.members)] : [];
