import { Refusal } from '../errors.ts';
import { signedIn } from './handshake.ts';
import type { LiveServer } from './live-types.ts';
import type { RealtimeOptions } from './realtime.ts';

const EVERY_MS = 120_000;
/** While nothing joins the processes, an eviction elsewhere is known here only by asking. */
const EVERY_MS_ALONE = 15_000;

/**
 * Eviction is a message, and a message can be lost (a database restart, a process that was away). So every socket proves its
 * session again every two minutes; one at a time, because nobody waits for it.
 */
export function keepProving(io: LiveServer, options: RealtimeOptions): () => void {
  let waited = 0;
  const timer = setInterval(() => {
    waited += EVERY_MS_ALONE;
    if (waited < EVERY_MS && !options.between?.trouble()) return;
    waited = 0;
    void proveAll(io, options);
  }, EVERY_MS_ALONE);
  timer.unref();
  return () => clearInterval(timer);
}

export async function proveAll(io: LiveServer, options: Pick<RealtimeOptions, 'authenticate'>): Promise<void> {
  for (const socket of [...io.of('/').sockets.values()]) {
    const before = socket.data.who.actor.accountId;
    const still = await signedIn(options.authenticate, { ...socket.data.facts, unattended: true }).then(
      (who) => who.actor.accountId,
      whoAfter(before),
    );
    if (still !== before) socket.disconnect(true);
  }
}

/** Only a clear no ends a socket: while the database is away, nobody is better off without a connection. */
const whoAfter =
  (before: number) =>
  (error: unknown): number | null =>
    error instanceof Refusal ? null : before;
