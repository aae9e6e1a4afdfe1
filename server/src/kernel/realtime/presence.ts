import { type AckCallback, type LiveServer, type LiveSocket, type Presence, staffRoom } from './live-types.ts';

const states = new Set<unknown>(['viewing', 'replying']);

/**
 * "Anna is replying": relayed between techs in the staff part of a room, never stored, never seen by contacts, and only for rooms the
 * socket was let into.
 */
export function addPresence(socket: LiveSocket): void {
  socket.on('presence', (message, ack) => {
    const answer: AckCallback = typeof ack === 'function' ? ack : () => {};
    const { room, state } = (message ?? {}) as { room?: unknown; state?: unknown };
    if (typeof room !== 'string' || !socket.rooms.has(staffRoom(room))) return answer({ ok: false, code: 'room.refused' });
    if (!states.has(state)) return answer({ ok: false, code: 'input.invalid' });
    socket.data.presence[room] = state as 'viewing' | 'replying';
    socket.to(staffRoom(room)).emit('presence', presenceOf(socket.data, room, state as Presence['state']));
    answer({ ok: true });
  });
  socket.on('disconnecting', () => {
    for (const room of Object.keys(socket.data.presence)) forgetPresence(socket, room);
  });
}

/** Says goodbye in a room. */
export function forgetPresence(socket: LiveSocket, room: string): void {
  if (!Object.hasOwn(socket.data.presence, room)) return;
  delete socket.data.presence[room];
  socket.to(staffRoom(room)).emit('presence', presenceOf(socket.data, room, 'left'));
}

/** Tells a newcomer who is there already, on whichever process. */
export function introduce(socket: LiveSocket, io: LiveServer, room: string, hasPeers: boolean): void {
  sayWhoIsHere(io, room, socket.id);
  if (hasPeers) io.serverSideEmit('whoIsHere', { room, socketId: socket.id });
}

/** Those on this process, to a socket on any. */
export function sayWhoIsHere(io: LiveServer, room: string, socketId: string): void {
  const { rooms } = io.of('/').adapter;
  for (const id of rooms.get(staffRoom(room)) ?? []) {
    const other = io.of('/').sockets.get(id);
    const state = other?.data.presence[room];
    if (other && state && id !== socketId) io.to(socketId).emit('presence', presenceOf(other.data, room, state));
  }
}

const presenceOf = (data: LiveSocket['data'], room: string, state: Presence['state']): Presence => ({
  room,
  accountId: data.who.actor.accountId,
  name: data.who.credential.name ?? '',
  state,
  tab: data.tab,
});
