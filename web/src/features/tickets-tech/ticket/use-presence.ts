import { useEffect, useState } from 'react';
import { nowMs } from '../../../lib/clock.ts';
import { onPresence, sendPresence, useRoom } from '../../../lib/live.ts';
import { useAccount } from '../../../lib/use-account.ts';

export interface Colleague {
  readonly id: number;
  readonly name: string;
  readonly state: 'viewing' | 'replying';
}
const REPEAT_MS = 20_000;
const FORGET_MS = 65_000;

/** Who else has this ticket open, and who is writing in it. Says the same of oneself. */
export function usePresence(ticketId: number, state: 'viewing' | 'replying'): readonly Colleague[] {
  const room = `ticket:${ticketId}`;
  const me = useAccount().id;
  const [seen, setSeen] = useState<ReadonlyMap<string, Colleague & { at: number }>>(new Map());
  useRoom(room);
  useEffect(() => {
    setSeen(new Map());
    return onPresence((presence) => {
      if (presence.room !== room || presence.accountId === me) return;
      setSeen((before) => {
        const next = new Map(before);
        if (presence.state === 'left') next.delete(presence.tab);
        else next.set(presence.tab, { id: presence.accountId, name: presence.name, state: presence.state, at: nowMs() });
        return next;
      });
    });
  }, [room, me]);
  useEffect(() => {
    // A machine that was shut says no goodbye: whoever is silent for a minute has gone.
    const tell = () => {
      sendPresence(room, state);
      setSeen((before) => {
        const alive = [...before].filter(([, one]) => nowMs() - one.at < FORGET_MS);
        return alive.length === before.size ? before : new Map(alive);
      });
    };
    // The room is joined a moment after the page opens.
    const first = setTimeout(tell, 400);
    const timer = setInterval(tell, REPEAT_MS);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [room, state]);
  const people = new Map<number, Colleague>();
  for (const one of seen.values()) if (people.get(one.id)?.state !== 'replying') people.set(one.id, one);
  return [...people.values()];
}
