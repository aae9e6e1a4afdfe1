import { randomUUID } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import type { Db } from '../context.ts';
import { afterCommit } from '../db/transaction.ts';
import type { Hint, PublishHint } from '../events/hints.ts';
import type { Authenticate } from '../http/authenticate.ts';
import { refuseForeignOrigin } from '../http/origin-guard.ts';
import { type TrustsProxy, trustsNobody } from '../http/proxies.ts';
import { subPathOf } from '../http/sub-path.ts';
import type { Module } from '../module.ts';
import { type Attendance, type AttendanceTimes, createAttendance } from './attendance.ts';
import type { Between } from './between.ts';
import { createDeparture } from './departure.ts';
import { admitSocket } from './handshake.ts';
import { accountRoom, companyMembersRoom, type EvictTarget, type LiveLine, type LiveServer, sessionRoom, staffRoom } from './live-types.ts';
import { addPresence, sayWhoIsHere } from './presence.ts';
import { keepProving } from './recheck.ts';
import { addWatching } from './watching.ts';

export interface RealtimeOptions {
  readonly modules: readonly Pick<Module, 'rooms'>[];
  readonly db: Db;
  readonly authenticate: Authenticate;
  readonly publicUrl: string;
  readonly log: Logger;
  /** Joins several processes; null where there is only one. */
  readonly between: Between | null;
  /** Whose X-Forwarded-For is believed; default: nobody's. */
  readonly trusts?: TrustsProxy;
  /** The hint that says: somebody of staff came, went, or left the pages alone. */
  readonly attendance?: {
    readonly rooms: readonly string[];
    readonly hint: Hint;
    readonly times?: Partial<AttendanceTimes>;
  };
}

/** The live lane: content-free hints to whoever may see the thing, and nothing that must not be lost. */
export interface Realtime {
  /** Starts answering /socket.io on a server that already handles its other requests. */
  attach(server: HttpServer): void;
  /** Tells every socket in the rooms, on every process, that something changed; each socket hears it once. */
  readonly publishHint: PublishHint;
  /** Cuts off on every process what lost its right, once the surrounding transaction has committed. */
  evict(target: EvictTarget): void;
  /** Who of staff is there, on whichever process. */
  attendance(): ReadonlyMap<number, Attendance>;
  /** For metrics: sockets and rooms of this process, and how often it cut somebody off. */
  counts(): { readonly sockets: number; readonly rooms: number; readonly evictions: number };
  /** Sockets on this process. */
  count(): number;
  /** What joins this process with others, and how it is. */
  line(): LiveLine;
  /** Lets nobody in any more and sends those who are here to another process, spread over so many milliseconds, none of them early. */
  leave(overMs: number): Promise<void>;
  /** The end: asks who is still here to come back elsewhere, and closes all sockets. */
  drain(): Promise<void>;
  /** Cuts the line to the other processes; after the jobs, whose last hints still go out. */
  close(): Promise<void>;
}

/** What a hint, a room name and a command are worth together; nobody sends files through a socket. */
const LONGEST_MESSAGE = 10_000;
/** Together with connecting anew: back within five seconds. */
const RECONNECT_SPREAD_MS = 3_000;
const FLUSH_MS = 150;
/** After messages may have been lost: everybody asks anew for what he shows, and his rights are read anew. */
const CATCH_UP_SPREAD_MS = 5_000;

/**
 * @example const realtime = createRealtime({ modules, db, authenticate, publicUrl, log, between }); … realtime.attach(server);
 */
export function createRealtime(options: RealtimeOptions): Realtime {
  const subPath = subPathOf(options.publicUrl);
  const io: LiveServer = new Server({
    path: `${subPath}/socket.io`,
    transports: ['websocket', 'polling'],
    serveClient: false,
    maxHttpBufferSize: LONGEST_MESSAGE,
    allowRequest: (request, decide) => decide(null, comesFromUs(request, options)),
  });
  const { between } = options;
  if (between) io.adapter(between.adapter);
  io.use((socket, next) => {
    admitSocket(socket, io, options).then(() => next(), next);
  });
  const attendance = createAttendance({
    io,
    process: randomUUID(),
    hasPeers: between !== null,
    tell: () => {
      if (options.attendance) io.local.to([...options.attendance.rooms]).emit('hint', options.attendance.hint);
    },
    times: options.attendance?.times,
  });
  io.on('connection', (socket) => {
    const { who } = socket.data;
    void socket.join([accountRoom(who.actor.accountId), sessionRoom(who.actor.sessionId)]);
    if (who.actor.kind === 'contact') void socket.join(companyMembersRoom(who.actor.companyId));
    addWatching(socket, io, options);
    addPresence(socket);
    attendance.follow(socket);
  });
  io.on('leaveRoom', ({ room, person }) => leaveHere(io, room, person));
  io.on('whoIsHere', ({ room, socketId }) => sayWhoIsHere(io, room, socketId));
  io.on('attendance', (report) => attendance.hear(report));
  const departure = createDeparture(io);
  between?.onReturn(() => departure.sendAway(CATCH_UP_SPREAD_MS));
  const stopProving = keepProving(io, options);
  let evictions = 0;
  return {
    attach: (server) => {
      io.attach(server);
      io.engine.use(departure.atTheDoor);
      if (subPath !== '') keepSubPath(server, subPath);
    },
    publishHint: (rooms, hint) => void io.to([...rooms]).emit('hint', hint),
    evict: (target) =>
      afterCommit(() => {
        evictions++;
        evict(io, target, between !== null);
      }),
    attendance: attendance.now,
    line: () => ({ kind: between?.kind ?? 'alone', trouble: between?.trouble() ?? null }),
    counts: () => ({ sockets: io.engine?.clientsCount ?? 0, rooms: io.of('/').adapter.rooms.size, evictions }),
    count: () => io.engine?.clientsCount ?? 0,
    leave: (overMs) => {
      departure.begin();
      return departure.sendAway(overMs);
    },
    drain: async () => {
      stopProving();
      attendance.stop();
      // Who is still here after a departure came in while it began; the others have their places already.
      const spread = departure.hasBegun() ? 0 : RECONNECT_SPREAD_MS;
      departure.begin();
      for (const socket of io.of('/').sockets.values()) socket.emit('reconnect', { afterMs: Math.floor(Math.random() * spread) });
      await new Promise((resolve) => setTimeout(resolve, io.of('/').sockets.size > 0 ? FLUSH_MS : 0));
      // Not io.close(): that would also close the HTTP server, which still finishes requests.
      io.engine?.close();
    },
    close: async () => {
      await io.of('/').adapter.close();
      await between?.close();
    },
  };
}

/** A proxy that takes the sub-path away is understood here as it is by the routes (http/sub-path.ts). */
function keepSubPath(server: HttpServer, subPath: string): void {
  const restore = (request: IncomingMessage): void => {
    if (request.url?.startsWith('/socket.io/')) request.url = subPath + request.url;
  };
  server.prependListener('request', restore);
  server.prependListener('upgrade', restore);
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
    if (!person) return;
    // Here at once: what joins the processes may be slow or away.
    io.local.in(person).disconnectSockets(true);
    if (hasPeers) io.in(person).disconnectSockets(true);
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

function comesFromUs(request: IncomingMessage, { publicUrl, trusts = trustsNobody }: RealtimeOptions): boolean {
  try {
    refuseForeignOrigin({ headers: request.headers, peer: request.socket.remoteAddress, publicUrl, trusts });
    return true;
  } catch {
    return false;
  }
}
