import { listAvailabilities } from '@portico/contracts/profiles/routes.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { type Presence, PresenceContext } from '../ui/presence.ts';
import { read } from './query.ts';
import { useNow } from './use-place.ts';

/** Who is available, for the dots beside names; a state that runs out goes by itself. Without an answer there are no dots. */
export function PresenceProvider({ children }: { children: ReactNode }): ReactNode {
  const { data } = useQuery({ ...read(listAvailabilities, {}), refetchInterval: 5 * 60_000 });
  const now = useNow();
  const states = useMemo(() => {
    const stateOf = (state: Presence, until: string | null): Presence => (until && Date.parse(until) <= now ? 'available' : state);
    return new Map((data?.items ?? []).map(({ id, state, until }) => [id, stateOf(state, until)]));
  }, [data, now]);
  return <PresenceContext value={states}>{children}</PresenceContext>;
}
