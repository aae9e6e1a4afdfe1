import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { stubServer } from '../../../test/stub-server.ts';
import { openDoor } from './door.ts';
import { addLastWords, LINE_TIMES } from './line-times.ts';

const timesOf = ({ keepAliveTimeout, headersTimeout, requestTimeout }: Server) => ({ keepAliveTimeout, headersTimeout, requestTimeout });

describe('the lines of the real server', () => {
  it('have their time limits from the first moment, and keep them when it is taken over', async () => {
    const door = await openDoor({ host: '127.0.0.1', port: 0, health: { version: '1', lifecycle: { phase: 'migrating' } } });
    expect(timesOf(door.server)).toEqual(LINE_TIMES);
    const adopted = await stubServer({ httpServer: door.server });
    await adopted.fastify.ready();
    expect(adopted.fastify.server).toBe(door.server);
    expect(timesOf(door.server)).toEqual(LINE_TIMES);
    expect(door.server.timeout).toBe(0);
    const answer = await fetch(`http://127.0.0.1:${(door.server.address() as AddressInfo).port}/api/health`);
    expect(answer.headers.get('keep-alive')).toBe('timeout=130');
    await answer.text();
    await adopted.close();
  });
  it('outlast the idle lines of nginx (60 s) and Caddy (2 min), and an upload of 100 MB at 256 kbit/s', () => {
    expect(LINE_TIMES.keepAliveTimeout).toBeGreaterThan(120_000);
    expect(LINE_TIMES.requestTimeout / 1000).toBeGreaterThanOrEqual((100 * 1024 * 1024 * 8) / 256_000);
    expect(LINE_TIMES.headersTimeout).toBeLessThanOrEqual(60_000);
  });
});

describe('a sender who has had his answer', () => {
  const served = async (work: (port: number) => Promise<void>): Promise<void> => {
    const fastify = Fastify();
    addLastWords(fastify, 150);
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('*', (_request, _payload, done) => done(null));
    fastify.post('/', async () => 'no');
    fastify.get('/', async () => 'yes');
    await fastify.listen({ port: 0, host: '127.0.0.1' });
    await work((fastify.server.address() as AddressInfo).port);
    await fastify.close();
  };
  const line = (port: number, first: string) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(first));
    socket.on('error', () => {});
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part;
    });
    return { socket, text: () => text };
  };
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('and goes on sending, however slowly, is cut off', () =>
    served(async (port) => {
      const { socket, text } = line(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\nContent-Length: 100000\r\n\r\nx');
      const drip = setInterval(() => socket.write('x'), 20);
      const closed = await Promise.race([new Promise((resolve) => socket.once('close', () => resolve('cut off'))), pause(5_000)]);
      clearInterval(drip);
      socket.destroy();
      expect([closed, text().slice(0, 15)]).toEqual(['cut off', 'HTTP/1.1 200 OK']);
    }));
  it('and has sent everything, also a little later, keeps the line for the next request', () =>
    served(async (port) => {
      const { socket, text } = line(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\nContent-Length: 4\r\n\r\nx');
      await pause(50);
      socket.write('xyz');
      await pause(300);
      socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      for (let i = 0; i < 100 && !text().includes('yes'); i++) await pause(20);
      expect(text()).toContain('yes');
      socket.destroy();
    }));
});
