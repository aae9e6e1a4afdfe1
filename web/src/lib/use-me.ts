import { getSession } from '@portico/contracts/access/routes.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import { read } from './query.ts';

export type Me = NonNullable<SessionView['account']>;

/** The signed-in account; `null` until it is known. */
export function useMe(): Me | null {
  return useQuery({ ...read(getSession, {}), staleTime: 60_000 }).data?.account ?? null;
}

export const useIsMasterAdmin = (): boolean => useMe()?.role === 'master-admin';
