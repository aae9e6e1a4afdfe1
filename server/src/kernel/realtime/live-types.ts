import type { Server, Socket } from 'socket.io';
import type { Hint } from '../events/hints.ts';
import type { Authenticated, RequestFacts } from '../http/authenticate.ts';
import type { AttendanceReport } from './attendance.ts';

/** Answer to a command; `code` is stable, `room.refused` also stands for a room that does not exist. */
export type Ack = { readonly ok: true } | { readonly ok: false; readonly code: 'room.refused' | 'limit.exceeded' | 'input.invalid' };
export type AckCallback = (answer: Ack) => void;

/** Somebody from staff looks at, or writes in, the thing a room is about. `tab` tells two tabs of one person apart. */
export interface Presence {
  readonly room: string;
  readonly accountId: number;
  readonly name: string;
  readonly state: 'viewing' | 'replying' | 'left';
  readonly tab: string;
}

export interface FromClient {
  watch: (message: { room: string }, ack: AckCallback) => void;
  unwatch: (message: { room: string }, ack: AckCallback) => void;
  presence: (message: { room: string; state: 'viewing' | 'replying' }, ack?: AckCallback) => void;
  /** Nobody has touched the page for a while, or somebody does again. */
  attend: (message: { idle: boolean }, ack?: AckCallback) => void;
}
export interface ToClient {
  hint: (hint: Hint) => void;
  /** This socket left the room because rights changed; asking to watch again tells whether it may still. */
  evicted: (message: { room: string }) => void;
  presence: (presence: Presence) => void;
  /** The process stops: connect again after so many milliseconds. */
  reconnect: (message: { afterMs: number }) => void;
}
/** What other processes may see of a socket (presence); the rest stays here because it is attached to the local object only. */
export interface SocketData {
  who: SignedIn;
  facts: RequestFacts;
  tab: string;
  presence: Record<string, 'viewing' | 'replying'>;
  idle?: boolean;
}
/** What joins the processes: nothing, where there is one. `trouble` says why messages do not arrive, or null. */
export interface LiveLine {
  readonly kind: 'alone' | 'postgres' | 'redis';
  readonly trouble: string | null;
}
/** Only signed-in accounts have sockets. */
export type SignedIn = Authenticated & { readonly actor: Authenticated['actor'] & { readonly accountId: number } };

/** Between processes: one message, because two would be told apart by luck (each is a NOTIFY on a connection of its own). */
export interface BetweenServers {
  leaveRoom: (message: { room: string; person: string | null }) => void;
  /** Answered by each process for the staff it holds; nobody waits for one that has just been killed. */
  whoIsHere: (message: { room: string; socketId: string }) => void;
  /** Who of staff is on the process that says so, whenever that changes and now and then. */
  attendance: (report: AttendanceReport) => void;
}
export type LiveServer = Server<FromClient, ToClient, BetweenServers, SocketData>;
export type LiveSocket = Socket<FromClient, ToClient, BetweenServers, SocketData>;

/** Whom to cut off: a person, a session or all contacts of a company entirely, or (with `room`) from one room only; `room` alone empties the room. */
export interface EvictTarget {
  readonly accountId?: number;
  readonly sessionId?: number;
  readonly companyId?: number;
  readonly room?: string;
}

export const accountRoom = (id: number): string => `account:${id}`;
export const sessionRoom = (id: number | null): string => `session:${id ?? 'none'}`;
/** All contacts of a company; only for eviction, nobody sends there. */
export const companyMembersRoom = (id: number): string => `company:${id}#contacts`;
/** The part of a room that only techs are in; no client can name it, because `#` is refused. */
export const staffRoom = (room: string): string => `${room}#staff`;
