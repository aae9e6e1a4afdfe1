import type { ReactNode } from 'react';
import { activeQueues, useDesk } from '../../features/tickets-tech/shared/desk.ts';
import { useRoom } from '../../lib/live.ts';

/** Hears of every ticket this tech may see: one room for each queue the server lists for them. */
export function QueueRooms(): ReactNode {
  return activeQueues(useDesk())
    .slice(0, MOST)
    .map((queue) => <Room key={queue.id} id={queue.id} />);
}
/** The server lets a socket into some fifty rooms; the others are refreshed when the window is looked at again. */
const MOST = 20;

function Room({ id }: { id: number }): ReactNode {
  useRoom(`queue:${id}`);
  return null;
}
