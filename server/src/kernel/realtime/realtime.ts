import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { createAdapter } from '@socket.io/postgres-adapter';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import type { Db } from '../context.ts';
import { afterCommit } from '../db/transaction.ts';
import type { PublishHint } from '../events/hints.ts';
import type { Authenticate } from '../http/authenticate.ts';
import { refuseForeignOrigin } from '../http/origin-guard.ts';
import type { Module } from '../module.ts';
import { admitSocket } from './handshake.ts';
import { accountRoom, companyMembersRoom, type EvictTarget, type LiveServer, sessionRoom, staffRoom } from './live-types.ts';
import { addPresence } from './presence.ts';
import { keepProving } from './recheck.ts';
import { addWatching } from './watching.ts';

export interface RealtimeOptions {
  readonly modules: readonly Pick<Module, 'rooms'>[];
  readonly db: Db;
  readonly authenticate: Authenticate;
  readonly publicUrl: string;
  readonly log: Logger;
  /** Joins several processes through LISTEN and NOTIFY; null on the embedded database, which has one process. */
  readonly pool: Pool | null;
}

/** The live lane: content-free hints to whoever may see the thing, and nothing that must not be lost. */
export interface Realtime {
  /** Starts answering /socket.io on a server that already handles its other requests. */
  attach(server: HttpServer): void;
  /** Tells every socket in the rooms, on every process, that something changed; each socket hears it once. */
  readonly publishHint: PublishHint;
  /** Cuts off on every process what lost its right, once the surrounding transaction has committed. */
  evict(target: EvictTarget): void;
  /** Sockets on this process. */
  count(): number;
  /** Asks clients to come back to another process, each at its own moment, then closes their sockets. */
  drain(): Promise<void>;
}

/** What a hint, a room name and a command are worth together; nobody sends files through a socket. */
const LONGEST_MESSAGE = 10_000;
/** NOTIFY refuses 8000 bytes and more. */
const LONGEST_NOTIFICATION = 7_800;
const RECONNECT_SPREAD_MS = 5_000;
const FLUSH_MS = 150;

/**
 * @example const realtime = createRealtime({ modules, db, authenticate, publicUrl, log, pool }); … realtime.attach(server);
 */
export function createRealtime(options: RealtimeOptions): Realtime {
  const io: LiveServer = new Server({
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    serveClient: false,
    maxHttpBufferSize: LONGEST_MESSAGE,
    allowRequest: (request, decide) => decide(null, comesFromUs(request, options.publicUrl)),
  });
  if (options.pool) {
    const errorHandler = (error: Error) => options.log.warn({ err: error }, 'a live message did not reach the other processes');
    io.adapter(createAdapter(options.pool, { payloadThreshold: LONGEST_NOTIFICATION, errorHandler }));
  }
  io.use((socket, next) => {
    admitSocket(socket, io, options).then(() => next(), next);
  });
  io.on('connection', (socket) => {
    const { who } = socket.data;
    void socket.join([accountRoom(who.actor.accountId), sessionRoom(who.actor.sessionId)]);
    if (who.actor.kind === 'contact') void socket.join(companyMembersRoom(who.actor.companyId));
    addWatching(socket, io, options);
    addPresence(socket);
  });
  io.on('leaveRoom', ({ room, person }) => leaveHere(io, room, person));
  const stopProving = keepProving(io, options);
  return {
    attach: (server) => void io.attach(server),
    publishHint: (rooms, hint) => void io.to([...rooms]).emit('hint', hint),
    evict: (target) => afterCommit(() => evict(io, target, options.pool !== null)),
    count: () => io.engine?.clientsCount ?? 0,
    drain: async () => {
      stopProving();
      for (const socket of io.of('/').sockets.values())
        socket.emit('reconnect', { afterMs: Math.floor(Math.random() * RECONNECT_SPREAD_MS) });
      await new Promise((resolve) => setTimeout(resolve, io.of('/').sockets.size > 0 ? FLUSH_MS : 0));
      // Not io.close(): that would also close the HTTP server, which still finishes requests.
      io.engine?.close();
      await io.of('/').adapter.close();
    },
  };
}

function roomOfTarget({ accountId, sessionId, companyId }: EvictTarget): string | null {
  if (sessionId !== undefined) return sessionRoom(sessionId);
  if (accountId !== undefined) return accountRoom(accountId);
  return companyId === undefined ? null : companyMembersRoom(companyId);
}

function evict(io: LiveServer, target: EvictTarget, hasPeers: boolean): void {
  const { room } = target;
  const person = roomOfTarget(target);
  if (room === undefined) {
    if (person) io.in(person).disconnectSockets(true);
    return;
  }
  leaveHere(io, room, person);
  if (hasPeers) io.serverSideEmit('leaveRoom', { room, person });
}

/** On this process. Told first, then out: whoever is still allowed asks again and is let in; whoever is not, is out without being found. */
function leaveHere(io: LiveServer, room: string, person: string | null): void {
  io.local.in(person ?? room).emit('evicted', { room });
  io.local.in(person ?? room).socketsLeave([room, staffRoom(room)]);
}

function comesFromUs(request: IncomingMessage, publicUrl: string): boolean {
  try {
    refuseForeignOrigin({ headers: request.headers, publicUrl });
    return true;
  } catch {
    return false;
  }
}
