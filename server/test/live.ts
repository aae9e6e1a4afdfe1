import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io as connect, type Socket } from 'socket.io-client';
import { modules } from '../src/app.ts';
import type { EvictTarget } from '../src/kernel/realtime/live-types.ts';
import { createRealtime, type Realtime } from '../src/kernel/realtime/realtime.ts';
import { createAuthenticate } from '../src/modules/access/index.ts';
import { testLog } from './harness.ts';
import { type World, world } from './world.ts';

/** A world whose sockets are real: what operations evict, is cut off. */
export interface LiveWorld extends World {
  readonly realtime: Realtime;
  /** Opens a socket with these headers; rejects when it is refused. */
  dial(headers: Record<string, string>): Promise<Socket>;
}

export async function liveWorld(): Promise<LiveWorld> {
  let realtime: Realtime | null = null;
  const w = await world({
    services: {
      realtime: {
        evict: (target: EvictTarget) => realtime?.evict(target),
        attendance: () => realtime?.attendance() ?? new Map(),
      },
    },
  });
  const live = createRealtime({
    modules,
    db: w.db,
    authenticate: createAuthenticate({ db: w.db }),
    publicUrl: w.config.publicUrl,
    log: testLog,
    between: null,
    attendance: { rooms: ['staff:all'], hint: { kind: 'availability', id: 0, version: null }, times: { settleMs: 50, tellMs: 50 } },
  });
  realtime = live;
  const server = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  live.attach(server);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sockets: Socket[] = [];
  return {
    ...w,
    realtime: live,
    dial: (headers) => {
      const socket = connect(url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: headers });
      sockets.push(socket);
      return new Promise((resolve, reject) => socket.on('connect', () => resolve(socket)).on('connect_error', reject));
    },
    close: async () => {
      for (const socket of sockets) socket.disconnect();
      await live.drain();
      await new Promise((resolve) => server.close(resolve));
      await w.close();
    },
  };
}
