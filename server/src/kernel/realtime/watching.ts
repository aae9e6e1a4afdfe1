import { Refusal } from '../errors.ts';
import type { RoomDeclaration } from '../module.ts';
import { createEventRate } from './event-rate.ts';
import { signedIn } from './handshake.ts';
import { type Ack, type AckCallback, type LiveServer, type LiveSocket, staffRoom } from './live-types.ts';
import { forgetPresence, introduce } from './presence.ts';
import type { RealtimeOptions } from './realtime.ts';

const MOST_ROOMS = 100;
/** A person's own rooms: joined at the handshake and never left, or nobody could evict them. */
const ownPrefixes = ['account', 'session', 'company'];
const roomShape = /^([a-z][a-z-]{0,30}):([\w.-]{1,60})$/;

/** `watch` and `unwatch`: a room is joined only when the module that declared it says so, with the rights of this very moment. */
export function addWatching(socket: LiveSocket, io: LiveServer, options: RealtimeOptions): void {
  const declarations = new Map(options.modules.flatMap((module) => module.rooms ?? []).map((room) => [room.prefix, room]));
  const taken = ownPrefixes.find((prefix) => declarations.has(prefix));
  if (taken) throw new Error(`A module declares rooms named "${taken}", which the kernel joins by itself.`);
  const roomOf = (message: unknown) => namedRoom(message, declarations);
  const rate = createEventRate();
  let joining = 0;
  socket.use((_event, next) => {
    // Each event costs a query or a broadcast; a client that does not slow down is broken or hostile.
    if (rate.allows()) next();
    else if (rate.isHostile()) socket.disconnect(true);
    else answerLimited(_event as unknown[]);
  });
  socket.on('watch', (message, ack) => {
    reply(ack, socket, options, async () => {
      const room = roomOf(message);
      if (!room) return refused;
      if (socket.rooms.has(room)) return { ok: true };
      // Wishes arrive together when a screen opens: those still being decided count, too, and staff joins two rooms for one.
      if (socket.rooms.size + 2 * joining >= MOST_ROOMS) return { ok: false, code: 'limit.exceeded' };
      joining += 1;
      const allowed = await mayJoin(socket, room, declarations, options).finally(() => {
        joining -= 1;
      });
      if (!allowed) return refused;
      const isStaff = socket.data.who.actor.kind === 'tech';
      await socket.join(isStaff ? [room, staffRoom(room)] : room);
      if (isStaff) introduce(socket, io, room, options.between !== null);
      return { ok: true };
    });
  });
  socket.on('unwatch', (message, ack) => {
    reply(ack, socket, options, async () => {
      const room = roomOf(message);
      if (!room) return refused;
      forgetPresence(socket, room);
      await Promise.all([socket.leave(room), socket.leave(staffRoom(room))]);
      return { ok: true };
    });
  });
}

const refused: Ack = { ok: false, code: 'room.refused' };

/** The room a message names, when its prefix was declared by a module. */
function namedRoom(message: unknown, declarations: ReadonlyMap<string, RoomDeclaration>): string | null {
  const room = (message as { room?: unknown } | null)?.room;
  const prefix = typeof room === 'string' ? roomShape.exec(room)?.[1] : undefined;
  return prefix !== undefined && declarations.has(prefix) ? (room as string) : null;
}

async function mayJoin(
  socket: LiveSocket,
  room: string,
  declarations: ReadonlyMap<string, RoomDeclaration>,
  options: RealtimeOptions,
): Promise<boolean> {
  const [, prefix = '', id = ''] = roomShape.exec(room) ?? [];
  const declaration = declarations.get(prefix);
  if (!declaration) return false;
  const who = await signedIn(options.authenticate, socket.data.facts);
  if (who.actor.accountId !== socket.data.who.actor.accountId)
    throw new Refusal(409, 'session.switched', 'Another account is signed in now.');
  socket.data.who = who;
  return declaration.mayJoin(options.db, who.actor, id);
}

/** Answers through the acknowledgement; a session that has ended ends its socket, too. */
function reply(ack: unknown, socket: LiveSocket, options: RealtimeOptions, work: () => Promise<Ack>): void {
  const send: AckCallback = typeof ack === 'function' ? (ack as AckCallback) : () => {};
  work().then(send, (error) => {
    if (error instanceof Refusal) socket.disconnect(true);
    else options.log.error({ err: error }, 'a live command failed');
    send(refused);
  });
}

function answerLimited(event: unknown[]): void {
  const ack = event.at(-1);
  if (typeof ack === 'function') (ack as AckCallback)({ ok: false, code: 'limit.exceeded' });
}
