import { createContext } from 'react';

/** What the dot beside a name says: a state somebody is in, or whether anybody is there at all. */
export type Presence = 'available' | 'away' | 'busy' | 'dnd' | 'idle' | 'offline';
export interface PersonPresence {
  readonly state: Presence;
  readonly until: string | null;
  readonly by: 'hand' | 'calendar';
}

/** The states of people by account id; whoever hides it, or is no tech, is not in it. Portals provide it, every avatar reads it. */
export const PresenceContext = createContext<ReadonlyMap<number, PersonPresence>>(new Map());
