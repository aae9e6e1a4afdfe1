import { getSession } from '@portico/contracts/access/routes.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { call } from '../../lib/api.ts';
import { keyOf } from '../../lib/query.ts';
import { setCurrentAccount } from '../../lib/session.ts';
import { setTimeZone } from '../../lib/use-place.ts';

/** Who is signed in. From its answer on, every request names the account this tab speaks for. */
export const sessionOf = () =>
  queryOptions({
    queryKey: keyOf(getSession),
    queryFn: async ({ signal }) => {
      const session = await call(getSession, {}, { signal, on401: 'throw' });
      if (session.account?.kind === 'contact') {
        setCurrentAccount(session.account.id);
        setTimeZone(session.account.timeZone);
      }
      return session;
    },
    // A switch of account in another tab must not change whom this tab speaks for.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

export interface Me extends NonNullable<SessionView['account']> {
  readonly destinations: SessionView['destinations'];
}
export const MeContext = createContext<Me | null>(null);
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe outside of the shell');
  return me;
}
