import { getSession } from '@portico/contracts/access/routes.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { call } from '../../lib/api.ts';
import { ApiProblem } from '../../lib/problem.ts';
import { keyOf } from '../../lib/query.ts';
import { announceSessionSwitched, currentAccount, setCurrentAccount } from '../../lib/session.ts';
import { setTimeZone } from '../../lib/use-place.ts';

/**
 * Who is signed in. From its answer on, every request names the account this tab speaks for; a switch of account in another tab
 * never changes that, it only brings up the notice.
 */
export const sessionOf = () =>
  queryOptions({
    queryKey: keyOf(getSession),
    queryFn: async ({ signal }) => {
      const known = currentAccount();
      // Before the page is up nobody listens yet, and the root leaves for the sign-in page by itself.
      const session = await call(getSession, {}, { signal, on401: known === null ? 'throw' : 'sign-in' });
      if (known !== null && session.account?.id !== known) {
        announceSessionSwitched();
        throw new ApiProblem({ status: 409, code: 'session.switched', detail: '', traceId: '' });
      }
      if (session.account?.kind === 'contact') {
        setCurrentAccount(session.account.id);
        setTimeZone(session.account.timeZone);
      }
      return session;
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

export interface Me extends NonNullable<SessionView['account']> {
  readonly destinations: SessionView['destinations'];
  readonly impersonation: SessionView['impersonation'];
}
export const MeContext = createContext<Me | null>(null);
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe outside of the shell');
  return me;
}
