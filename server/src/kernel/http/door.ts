import { createServer, type Server } from 'node:http';
import { type HealthSources, healthAnswer } from './health.ts';
import { PROBLEM_TYPE } from './problem.ts';
import { traceIdOf } from './trace.ts';

/**
 * Listens from the first moment and answers 503 with the reason until `createHttpServer({ httpServer })` takes the server over,
 * so that a load balancer (or a person) sees "migrating" instead of a refused connection.
 *
 * @example const door = await openDoor({ host, port, health: { version, lifecycle } });
 */
export async function openDoor(options: { readonly host: string; readonly port: number; readonly health: HealthSources }): Promise<Server> {
  const server = createServer((request, response) => {
    void healthAnswer(options.health).then(({ body }) => {
      const isHealth = request.url?.split('?')[0] === '/api/health';
      const reason = body.reason ?? 'The server is starting.';
      const problem = {
        type: '/api/docs#problem-starting',
        title: 'Unavailable',
        status: 503,
        code: 'starting',
        detail: reason,
        traceId: traceIdOf(request),
      };
      response.writeHead(503, {
        'Content-Type': isHealth ? 'application/json; charset=utf-8' : PROBLEM_TYPE,
        'Retry-After': '2',
        'Cache-Control': 'no-store',
      });
      response.end(JSON.stringify(isHealth ? body : problem));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return server;
}
