// A calendar service in a process of its own: private iCal addresses as the large services give them out, with validators, redirects and
// compression, and with everything that goes wrong with them. Prints one JSON line when it listens.

import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What is served below a path, until it is told otherwise. */
export interface FakeFeed {
  readonly body?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** `endless` never stops, `silent` never begins, `drip` goes on a byte at a time, `cut` breaks off in the middle. */
  readonly how?: 'endless' | 'silent' | 'drip' | 'cut' | 'gzip' | 'bomb';
}
export interface FakeRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

const feeds = new Map<string, FakeFeed>();
const requests: FakeRequest[] = [];
process.on('message', (message: { serve?: { path: string; feed: FakeFeed }; ask?: true }) => {
  if (message.serve) feeds.set(message.serve.path, message.serve.feed);
  process.send?.({ requests: message.ask ? requests : [] });
});
process.on('disconnect', () => process.exit(0));

const server = createServer((request, response) => {
  const path = request.url ?? '/';
  requests.push({ path, headers: request.headers as FakeRequest['headers'] });
  const feed = feeds.get(path);
  if (!feed) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html><title>404</title>');
  answer(response, feed, request.headers['if-none-match']);
});

function answer(response: ServerResponse, { body = '', status = 200, headers = {}, how }: FakeFeed, known: string | undefined): void {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
  if (status === 200 && known === etag) return void response.writeHead(304, { etag }).end();
  const head = { 'content-type': 'text/calendar; charset=utf-8', ...(status === 200 ? { etag } : {}), ...headers };
  if (how === 'silent') return;
  if (how === 'gzip') return void response.writeHead(status, { ...head, 'content-encoding': 'gzip' }).end(gzipSync(body));
  if (how === 'bomb')
    return void response.writeHead(status, { ...head, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(64 * 1024 * 1024, ' ')));
  response.writeHead(status, how === 'cut' ? { ...head, 'content-length': String(body.length + 1000) } : head);
  if (how === 'cut') return void response.write(body, () => response.destroy());
  if (how === undefined) return void response.end(body);
  response.write('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n');
  const timer = setInterval(() => response.write(how === 'drip' ? 'X' : `X-PADDING:${'x'.repeat(250_000)}\r\n`), how === 'drip' ? 20 : 1);
  response.on('close', () => clearInterval(timer));
}

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })));
