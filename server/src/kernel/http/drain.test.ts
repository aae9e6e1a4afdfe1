import { Agent, createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../../bench/server-process.ts';
import { openDoor } from './door.ts';
import { addDrain, createDrain, type Drain } from './drain.ts';
import { addHealth } from './health.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const back of undo.splice(0)) await back();
});
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A server as app.ts makes it, and a balancer that keeps lines in stock. */
async function serving(drain: Drain) {
  const phase: { phase: 'ready' | 'draining' } = { phase: 'ready' };
  const server = createServer();
  const fastify = Fastify({
    forceCloseConnections: 'idle',
    serverFactory: (handler) => server.on('request', handler),
  });
  addDrain(fastify, server, drain);
  addHealth(fastify, { version: '1', lifecycle: phase });
  fastify.get('/slow', async () => {
    await pause(300);
    return 'done';
  });
  fastify.get('/', async () => 'read');
  fastify.post('/', async () => 'written');
  await fastify.ready();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const agent = new Agent({ keepAlive: true });
  undo.push(async () => {
    agent.destroy();
    await fastify.close();
  });
  const { port } = server.address() as AddressInfo;
  const ask = (method: string, path = '/'): Promise<{ status: number; connection: string | undefined }> =>
    new Promise((resolve, reject) => {
      const sent = httpRequest({ host: '127.0.0.1', port, method, path, agent }, (answer: IncomingMessage) => {
        answer.resume();
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, connection: answer.headers.connection }));
      });
      sent.once('error', reject);
      sent.end();
    });
  const leave = (): Promise<void> => {
    phase.phase = 'draining';
    return drain.leave(server);
  };
  return { ask, leave, server, fastify };
}

describe('a process that leaves', () => {
  it('first says so in its health, answers everything and closes each line with the answer', async () => {
    const drain = createDrain(0.4, { quietMs: 100, lastCallMs: 400 });
    const { ask, leave } = await serving(drain);
    expect(await ask('GET')).toEqual({ status: 200, connection: 'keep-alive' });
    const left = leave();
    expect(drain.stage).toBe('leaving');
    expect(await ask('GET', '/api/health')).toEqual({ status: 503, connection: 'close' });
    expect(await ask('GET')).toEqual({ status: 200, connection: 'close' });
    expect(await ask('POST')).toEqual({ status: 200, connection: 'close' });
    await left;
  });

  it('then cuts off what may be repeated, writes what may not, and closes its door once it is quiet', async () => {
    const drain = createDrain(0.05, { quietMs: 250, lastCallMs: 2_000 });
    const { ask, leave, server } = await serving(drain);
    const left = leave();
    await expect.poll(() => drain.stage, { interval: 5 }).toBe('last-call');
    await expect(ask('GET')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await ask('POST')).status).toBe(200);
    expect((await ask('GET', '/api/health')).status).toBe(503);
    expect(server.listening).toBe(true);
    await left;
    expect(server.listening).toBe(false);
    await expect(ask('POST')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('does not wait for quiet for ever', async () => {
    const drain = createDrain(0.01, { quietMs: 200, lastCallMs: 300 });
    const { ask, leave, server } = await serving(drain);
    let over = false;
    const busy = (async () => {
      while (!over) {
        await ask('POST').catch(() => {});
        await pause(10);
      }
    })();
    await leave();
    expect(server.listening).toBe(false);
    over = true;
    await busy;
  });

  it('finishes what is under way, and closes a line that was kept only after its last answer', async () => {
    const drain = createDrain(0.01, { quietMs: 20, lastCallMs: 100 });
    const { ask, leave, fastify } = await serving(drain);
    await ask('POST');
    const slow = ask('GET', '/slow');
    await pause(50);
    await leave();
    const closed = fastify.close();
    expect(await slow).toMatchObject({ status: 200 });
    await closed;
  });

  it('leaves at once where no balancer waits', async () => {
    const drain = createDrain(0);
    const { leave, server } = await serving(drain);
    await leave();
    expect(server.listening).toBe(true);
  });
});

describe('a process that comes', () => {
  it('behind a balancer refuses lines until it is ready, and says at once when its port is taken', async () => {
    const port = await freePort();
    const options = { host: '127.0.0.1', port, health: { version: '1', lifecycle: { phase: 'starting' as const } }, onlyWhenReady: true };
    const door = await openDoor(options);
    const first = await fetch(`http://127.0.0.1:${port}/`).catch((error) => error.cause.code);
    expect(first).toBe('ECONNREFUSED');
    await door.open();
    await door.open();
    undo.push(() => new Promise((resolve) => void door.server.close(() => resolve())));
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(503);
    await expect(openDoor(options)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
