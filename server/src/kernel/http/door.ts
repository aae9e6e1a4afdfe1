import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { type HealthSources, healthAnswer } from './health.ts';
import { LINE_TIMES } from './line-times.ts';
import { PROBLEM_TYPE } from './problem.ts';
import { bareHeaders } from './security-headers.ts';
import { newTraceId } from './trace.ts';

export interface DoorOptions {
  readonly host: string;
  readonly port: number;
  readonly health: HealthSources;
  /**
   * Behind a balancer that learns from failures only, a refused connection is the one answer that loses nothing: every request goes
   * to another process. Such a door stays shut until `open`.
   */
  readonly onlyWhenReady?: boolean;
}
export interface Door {
  readonly server: Server;
  /** Listens, unless it already does. */
  open(): Promise<void>;
}

/**
 * Listens from the first moment and answers 503 with the reason until `createHttpServer({ httpServer })` takes the server over,
 * so that a person sees "migrating" instead of a refused connection.
 *
 * @throws EADDRINUSE and its like at once, also when the door stays shut for now.
 * @example const door = await openDoor({ host, port, health: { version, lifecycle } });
 */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const server = answering(options.health);
  const open = async (): Promise<void> => {
    if (!server.listening) await listen(server, options);
  };
  if (options.onlyWhenReady !== true) await open();
  else if (await isTaken(options)) throw Object.assign(new Error('The port is in use.'), { code: 'EADDRINUSE' });
  return { server, open };
}

/** Asks whether somebody answers there: taking the port to find out would accept, and lose, what a balancer sends meanwhile. */
const isTaken = ({ host, port }: DoorOptions): Promise<boolean> =>
  new Promise((resolve) => {
    const own = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
    if (port === 0) return resolve(false);
    const line = connect({ host: own, port, timeout: 1_000 });
    const say = (taken: boolean) => () => {
      line.destroy();
      resolve(taken);
    };
    line.once('connect', say(true)).once('error', say(false)).once('timeout', say(false));
  });

const listen = (server: Server, { host, port }: DoorOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });

function answering(health: HealthSources): Server {
  return createServer(LINE_TIMES, (request, response) => {
    void healthAnswer(health).then(({ body }) => {
      const isHealth = request.url?.split('?')[0]?.endsWith('/api/health') === true;
      const reason = body.reason ?? 'The server is starting.';
      const problem = {
        type: '/api/docs#problem-starting',
        title: 'Unavailable',
        status: 503,
        code: 'starting',
        detail: reason,
        traceId: newTraceId(),
      };
      response.writeHead(503, {
        ...bareHeaders,
        'Content-Type': isHealth ? 'application/json; charset=utf-8' : PROBLEM_TYPE,
        'Retry-After': '2',
        'Cache-Control': 'no-store',
      });
      response.end(JSON.stringify(isHealth ? body : problem));
    });
  });
}
