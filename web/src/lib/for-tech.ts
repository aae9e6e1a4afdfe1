import type { ReplyOf, RouteContract } from '@portico/contracts/kernel/route.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type CallInput, type CallOptions, call } from './api.ts';
import { keyOf } from './query.ts';

/** The same calls as `call` and `read`, typed by what staff gets: the server chooses the reply by who asks. */
export type TechReply<R extends RouteContract> = ReplyOf<R, 'tech'>;

export const callTech = <R extends RouteContract>(contract: R, input: CallInput<R>, options?: CallOptions): Promise<TechReply<R>> =>
  call(contract, input, options) as unknown as Promise<TechReply<R>>;

export const readTech = <R extends RouteContract>(contract: R, input: CallInput<R>) =>
  queryOptions({ queryKey: keyOf(contract, input), queryFn: ({ signal }) => callTech(contract, input, { signal }) });

export const readTechList = <R extends RouteContract>(contract: R, input: CallInput<R>) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(contract, input), 'pages'],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...(input as unknown as { query?: object }).query, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return callTech(contract, { ...input, query } as CallInput<R>, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last as unknown as { next: string | null }).next,
  });
