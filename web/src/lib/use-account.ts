import { getSession } from '@portico/contracts/access/routes.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { call } from './api.ts';
import { ApiProblem } from './problem.ts';
import { keyOf } from './query.ts';
import { announceSessionSwitched, currentAccount, setCurrentAccount } from './session.ts';
import { setTimeZone } from './use-place.ts';

export type Account = NonNullable<SessionView['account']>;

/** The session, read once when a portal starts; from then on every request names its account. */
export function useSession(): UseQueryResult<SessionView> {
  return useQuery({
    queryKey: keyOf(getSession, {}),
    queryFn: async ({ signal }) => {
      const known = currentAccount();
      const session = await call(getSession, {}, { signal });
      // A switch in another tab never changes what this tab speaks for; it only brings up the notice.
      if (known !== null && session.account?.id !== known) {
        announceSessionSwitched();
        throw new ApiProblem({ status: 409, code: 'session.switched', detail: '', traceId: '' });
      }
      if (session.account) {
        setCurrentAccount(session.account.id);
        setTimeZone(session.account.timeZone);
      }
      return session;
    },
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });
}

/** Who is signed in; only below a shell that waited for `useSession`. */
export function useAccount(): Account {
  const account = useSession().data?.account;
  if (!account) throw new Error('no account: useAccount was used outside a signed-in shell');
  return account;
}
