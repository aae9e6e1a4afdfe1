import { listAvailabilities } from '@portico/contracts/profiles/routes.ts';
import type { PersonAvailability } from '@portico/contracts/profiles/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { type PersonPresence, PresenceContext } from '../ui/presence.ts';
import { read } from './query.ts';
import { currentAccount } from './session.ts';
import { useNow } from './use-place.ts';

/** Who is available, for the dots beside names; a state that runs out goes by itself. Without an answer there are no dots. */
export function PresenceProvider({ children }: { children: ReactNode }): ReactNode {
  const { data } = useQuery({ ...read(listAvailabilities, {}), refetchInterval: 5 * 60_000 });
  const now = useNow();
  const states = useMemo(() => {
    const me = currentAccount();
    return new Map((data?.items ?? []).map((item) => [item.id, presenceOf(item, item.id === me, now)]));
  }, [data, now]);
  return <PresenceContext value={states}>{children}</PresenceContext>;
}

/** A state somebody is in stands before whether anybody is there. */
function presenceOf({ state, until, by, presence }: PersonAvailability, isMe: boolean, now: number): PersonPresence {
  const isOver = until !== null && Date.parse(until) <= now;
  if (state !== 'available' && !isOver) return { state, until, by };
  // Whoever reads this is here, whatever the server heard last.
  return { state: !isMe && (presence === 'idle' || presence === 'offline') ? presence : 'available', until: null, by: 'hand' };
}
