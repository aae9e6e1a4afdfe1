import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { Socket } from 'socket.io-client';
import { boot, sitePath } from './boot.ts';
import { watchIdle } from './idle.ts';
import { announceSessionSwitched, announceSignedOut, currentAccount } from './session.ts';

export type LiveState = 'off' | 'connecting' | 'live' | 'lost';
/** What the server sends: which thing changed, never its content. */
export interface Hint {
  readonly kind: string;
  readonly id: number | string | null;
  readonly version?: number;
}

/** Who else of the staff has a ticket open, and whether they are writing; never what. */
export interface Presence {
  readonly room: string;
  readonly accountId: number;
  readonly name: string;
  readonly state: 'viewing' | 'replying' | 'left';
  /** Distinguishes two tabs of one person. */
  readonly tab: string;
}

const QUIET_MS = 120;
const JITTER_MS = 400;

let socket: Promise<Socket> | undefined;
let state: LiveState = 'off';
const watchers = new Set<() => void>();
const rooms = new Map<string, number>();
const hintListeners = new Set<(hint: Hint) => void>();
const resyncListeners = new Set<() => void>();
const presenceListeners = new Set<(presence: Presence) => void>();

function setState(next: LiveState): void {
  state = next;
  for (const watcher of watchers) watcher();
}

/** The library arrives with the first room, not with the first page. */
function connect(): Promise<Socket> {
  socket ??= import('socket.io-client').then(({ io }) => {
    setState('connecting');
    const account = currentAccount();
    const connection = io({
      path: sitePath('/socket.io'),
      transports: ['websocket', 'polling'],
      auth: account === null ? {} : { account },
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.5,
    });
    let before = false;
    const isIdle = watchIdle((idle) => connection.connected && connection.emit('attend', { idle }));
    connection.on('connect', () => {
      for (const room of rooms.keys()) connection.emit('watch', { room });
      if (isIdle()) connection.emit('attend', { idle: true });
      // Whatever happened while the line was down is unknown, so everything shown is read again.
      if (before) for (const listener of resyncListeners) listener();
      before = true;
      setState('live');
    });
    connection.on('disconnect', (reason) => {
      setState('lost');
      // Rights changed: the server cut the line to judge them anew. It says no by itself when nothing is left.
      if (reason === 'io server disconnect') setTimeout(() => connection.connect(), 500 + Math.random() * 1000);
    });
    connection.on('connect_error', (error: Error & { data?: { code?: string } }) => {
      setState('lost');
      if (error.data?.code === 'session.required') announceSignedOut();
      if (error.data?.code === 'session.switched') announceSessionSwitched();
    });
    connection.on('evicted', ({ room }: { room: string }) => rooms.has(room) && connection.emit('watch', { room }));
    connection.on('reconnect', ({ afterMs }: { afterMs: number }) => {
      connection.disconnect();
      setTimeout(() => connection.connect(), afterMs);
    });
    connection.on('presence', (presence: Presence) => {
      for (const listener of presenceListeners) listener(presence);
    });
    connection.on('hint', (hint: Hint) => {
      for (const listener of hintListeners) listener(hint);
    });
    return connection;
  });
  return socket;
}

/** Joins a room until the returned function is called; rooms are counted, so two panes may watch the same ticket. */
export function subscribe(room: string): () => void {
  // A tab that stands in for somebody has no line of its own; it asks when it is looked at.
  if (boot().impersonated) return () => undefined;
  const count = rooms.get(room) ?? 0;
  rooms.set(room, count + 1);
  void connect().then((connection) => count === 0 && connection.connected && connection.emit('watch', { room }));
  return () => {
    const left = (rooms.get(room) ?? 1) - 1;
    if (left > 0) return void rooms.set(room, left);
    rooms.delete(room);
    void socket?.then((connection) => connection.emit('unwatch', { room }));
  };
}

export function useRoom(room: string | null): void {
  useEffect(() => (room === null ? undefined : subscribe(room)), [room]);
}

export const useLiveState = (): LiveState =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => state,
  );

/** Other uses of hints (presence, typing); the returned function stops listening. */
export function onHint(listener: (hint: Hint) => void): () => void {
  hintListeners.add(listener);
  return () => void hintListeners.delete(listener);
}

/** Tells colleagues in a room that was subscribed what I am doing there. */
export function sendPresence(room: string, state: 'viewing' | 'replying'): void {
  void socket?.then((connection) => connection.connected && connection.emit('presence', { room, state }));
}

/** The returned function stops listening. */
export function onPresence(listener: (presence: Presence) => void): () => void {
  presenceListeners.add(listener);
  return () => void presenceListeners.delete(listener);
}

/**
 * Turns hints into refetches: many hints within a moment become one, after a random pause, so that a thousand open pages do
 * not ask in the same instant. `keysOf` says which cached reads a hint touches.
 */
export function linkLiveToQueries(client: QueryClient, keysOf: (hint: Hint) => readonly QueryKey[]): () => void {
  const stopHints = onHint(coalesce((keys) => keys.forEach((queryKey) => void client.invalidateQueries({ queryKey })), keysOf));
  const resync = () => void client.invalidateQueries();
  resyncListeners.add(resync);
  return () => {
    stopHints();
    resyncListeners.delete(resync);
  };
}

/** Exported for its test. */
export function coalesce(
  flush: (keys: QueryKey[]) => void,
  keysOf: (hint: Hint) => readonly QueryKey[],
  jitter: () => number = () => Math.random() * JITTER_MS,
): (hint: Hint) => void {
  let waiting = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (hint) => {
    for (const key of keysOf(hint)) waiting.set(JSON.stringify(key), key);
    if (waiting.size === 0) return;
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      const keys = [...waiting.values()];
      waiting = new Map();
      flush(keys);
    }, QUIET_MS + jitter());
  };
}
