import { createContext } from 'react';

export type Presence = 'available' | 'away' | 'busy' | 'dnd';

/** The states of people by account id; whoever hides it, or is no tech, is not in it. Portals provide it, every avatar reads it. */
export const PresenceContext = createContext<ReadonlyMap<number, Presence>>(new Map());
