import { nowMs } from '../clock.ts';
import type { AckCallback, LiveServer, LiveSocket } from './live-types.ts';

/** Somebody of staff has a page open and touched one lately (`online`), or has only left one open (`idle`). */
export type Attendance = 'online' | 'idle';

export interface AttendanceTimes {
  /** Coming and going within it is one change, so that nobody who reloads a page is seen to leave. */
  readonly settleMs: number;
  /** Changes are told at most so often, however many people come and go. */
  readonly tellMs: number;
  /** How often processes tell each other all they know, and when one that is silent counts as gone. */
  readonly repeatMs: number;
  readonly forgetMs: number;
}
const TIMES: AttendanceTimes = { settleMs: 3_000, tellMs: 15_000, repeatMs: 30_000, forgetMs: 90_000 };

/** What one process knows: account ids, in one message as short as possible. */
export interface AttendanceReport {
  readonly process: string;
  readonly online: readonly number[];
  readonly idle: readonly number[];
}

export interface AttendanceBook {
  /** Of everybody of staff who has a page open, on whichever process. */
  now(): ReadonlyMap<number, Attendance>;
  follow(socket: LiveSocket): void;
  hear(report: AttendanceReport): void;
  stop(): void;
}

/**
 * Who is there, in memory only: pages say when nobody touches them, and processes tell each other. Nothing of it is written anywhere; a
 * process that dies is forgotten by the others.
 *
 * @param options.tell called when the picture has changed.
 */
export function createAttendance(options: {
  readonly io: LiveServer;
  readonly process: string;
  readonly hasPeers: boolean;
  readonly tell: () => void;
  readonly times?: Partial<AttendanceTimes> | undefined;
}): AttendanceBook {
  const { io, hasPeers } = options;
  const times = { ...TIMES, ...options.times };
  let mine: ReadonlyMap<number, Attendance> = new Map();
  const others = new Map<string, { readonly at: number; readonly people: ReadonlyMap<number, Attendance> }>();
  let told = '';
  let toldAt = 0;
  let settling: NodeJS.Timeout | undefined;
  let telling: NodeJS.Timeout | undefined;

  const now = (): ReadonlyMap<number, Attendance> => {
    const all = new Map(mine);
    for (const { at, people } of others.values())
      if (nowMs() - at < times.forgetMs) for (const [id, state] of people) if (all.get(id) !== 'online') all.set(id, state);
    return all;
  };
  const report = (): AttendanceReport => ({ process: options.process, online: idsOf(mine, 'online'), idle: idsOf(mine, 'idle') });
  const tellLater = (): void => {
    if (pictureOf(now()) === told) return;
    telling ??= soon(Math.max(0, toldAt + times.tellMs - nowMs()), () => {
      telling = undefined;
      const picture = pictureOf(now());
      if (picture === told) return;
      told = picture;
      toldAt = nowMs();
      options.tell();
    });
  };
  const settle = (): void => {
    settling = undefined;
    const before = pictureOf(mine);
    mine = onThisProcess(io);
    if (pictureOf(mine) === before) return;
    if (hasPeers) io.serverSideEmit('attendance', report());
    tellLater();
  };
  const changed = (): void => {
    settling ??= soon(times.settleMs, settle);
  };
  const repeat = setInterval(() => {
    for (const [id, { at }] of others) if (nowMs() - at >= times.forgetMs) others.delete(id);
    if (hasPeers) io.serverSideEmit('attendance', report());
    tellLater();
  }, times.repeatMs);
  repeat.unref();

  return {
    now,
    follow(socket) {
      if (socket.data.who.actor.kind !== 'tech') return;
      changed();
      socket.on('attend', (message, ack) => {
        const answer: AckCallback = typeof ack === 'function' ? ack : () => {};
        const idle = (message as { idle?: unknown } | null)?.idle;
        if (typeof idle !== 'boolean') return answer({ ok: false, code: 'input.invalid' });
        if (socket.data.idle !== idle) {
          socket.data.idle = idle;
          changed();
        }
        answer({ ok: true });
      });
      socket.on('disconnect', changed);
    },
    hear({ process, online, idle }) {
      if (process === options.process) return;
      others.set(process, { at: nowMs(), people: new Map([...pairs(idle, 'idle'), ...pairs(online, 'online')]) });
      tellLater();
    },
    stop() {
      clearInterval(repeat);
      clearTimeout(settling);
      clearTimeout(telling);
    },
  };
}

/** From the sockets that are open here: one page that is touched is enough. */
function onThisProcess(io: LiveServer): ReadonlyMap<number, Attendance> {
  const people = new Map<number, Attendance>();
  for (const { data, connected } of io.of('/').sockets.values()) {
    const { accountId, kind } = data.who.actor;
    if (!connected || kind !== 'tech') continue;
    if (!data.idle || !people.has(accountId)) people.set(accountId, data.idle ? 'idle' : 'online');
  }
  return people;
}

const idsOf = (people: ReadonlyMap<number, Attendance>, wanted: Attendance): number[] =>
  [...people].filter(([, state]) => state === wanted).map(([id]) => id);
const pairs = (ids: readonly number[], state: Attendance): [number, Attendance][] => ids.map((id) => [id, state]);
const pictureOf = (people: ReadonlyMap<number, Attendance>): string =>
  [...people]
    .sort(([a], [b]) => a - b)
    .map(([id, state]) => `${id}${state[0]}`)
    .join();

function soon(ms: number, work: () => void): NodeJS.Timeout {
  const timer = setTimeout(work, ms);
  timer.unref();
  return timer;
}
