import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LiveServer } from './live-types.ts';

/** How sockets leave a process that goes on for a while. */
export interface Departure {
  /** From now on nobody comes in. */
  begin(): void;
  hasBegun(): boolean;
  /** Tells each socket, at its own moment, to connect anew. Resolves when all were told. */
  sendAway(overMs: number): Promise<void>;
  /** A handshake is cut off unanswered: a balancer hands it to another process. */
  readonly atTheDoor: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
}

export function createDeparture(io: LiveServer): Departure {
  let leaving = false;
  return {
    begin: () => {
      leaving = true;
    },
    hasBegun: () => leaving,
    sendAway: async (overMs) => {
      const told = [...io.of('/').sockets.values()].map(
        (socket) =>
          new Promise<void>((resolve) => {
            setTimeout(() => {
              socket.emit('reconnect', { afterMs: 0 });
              resolve();
            }, Math.random() * overMs);
          }),
      );
      await Promise.all(told);
    },
    atTheDoor: (request, response, next) => {
      if (!leaving) return next();
      // A polling session that is already here goes on until it was told to leave, on a line that ends with the answer.
      if (/[?&]sid=/.test(request.url ?? '') && request.headers.upgrade === undefined) {
        response.setHeader('Connection', 'close');
        return next();
      }
      request.socket.destroy();
    },
  };
}
