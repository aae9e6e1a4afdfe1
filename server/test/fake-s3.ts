// An S3 service in a process of its own: s3rver, with what it lacks (giving up uploads in parts, and their list) and with
// faults that the test switches on by message. Prints one JSON line when it listens.

import { createReadStream, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What the service does wrong from now on; `{}` = nothing. */
export interface S3Faults {
  /** Every answer comes so much later. */
  readonly slowMs?: number;
  /** So many requests are answered with this status; `times` unset = all. */
  readonly status?: { readonly code: number; readonly name: string; readonly times?: number };
  /** Requests of this method get no answer, ever. */
  readonly silent?: string;
  /** The connection breaks after so many bytes of an object were sent; `times` unset = always. */
  readonly resetAfter?: { readonly bytes: number; readonly times?: number };
  /** The connection breaks when so many bytes of a PUT arrived. */
  readonly resetPutAfter?: { readonly bytes: number; readonly times?: number };
  /** Lists have so many keys on a page. */
  readonly pageSize?: number;
  /** So many PUTs pass, all later ones are answered with 500. */
  readonly failPutsAfter?: number;
  /** PUT of parts with a number from here on is answered with 500. */
  readonly failPartsFrom?: number;
  /** The clock of the service goes wrong by so much, and it refuses those whose clock differs. */
  readonly clockMs?: number;
}

const [folder = '', bucket = 'files'] = process.argv.slice(2);
const require = createRequire(import.meta.url);
// Its tokens for the next page of a list are made with a cipher that is gone from Node.
const crypto = require('node:crypto') as Record<'createCipheriv' | 'createDecipheriv', (name: string, key: Buffer, iv: Buffer) => unknown>;
for (const name of ['createCipheriv', 'createDecipheriv'] as const) {
  const make = crypto[name];
  crypto[name] = (cipher, key, iv) => (cipher === 'des' ? make('des-ede3-cbc', Buffer.concat([key, key, key]), iv) : make(cipher, key, iv));
}
const S3rver = require('s3rver') as new (
  options: object,
) => { configureBuckets(): Promise<unknown>; callback(): (request: IncomingMessage, response: ServerResponse) => void };
const s3 = new S3rver({ directory: folder, silent: true, vhostBuckets: false, configureBuckets: [{ name: bucket, configs: [] }] });
await s3.configureBuckets();
const serve = s3.callback();
const uploads = join(folder, bucket, '._S3rver_uploads');

let faults: S3Faults = {};
let left = Number.POSITIVE_INFINITY;
let requests = 0;
let puts = 0;
const spend = (): boolean => left-- > 0;
process.on('message', (message: { faults?: S3Faults; ask?: true }) => {
  if (message.faults) {
    faults = message.faults;
    puts = 0;
    left = faults.status?.times ?? faults.resetAfter?.times ?? faults.resetPutAfter?.times ?? Number.POSITIVE_INFINITY;
  }
  process.send?.({ done: true, requests, parts: existsSync(uploads) ? readdirSync(uploads).length : 0 });
});
process.on('disconnect', () => process.exit(0));

function xml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/xml', date: new Date(Date.now() + (faults.clockMs ?? 0)).toUTCString() });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
}
const failure = (response: ServerResponse, status: number, name: string): void =>
  xml(response, status, `<Error><Code>${name}</Code><Message>${name}</Message></Error>`);

function listUploads(response: ServerResponse): void {
  const ids = existsSync(uploads) ? readdirSync(uploads) : [];
  const rows = ids.map((id) => {
    const key = readFileSync(join(uploads, id, 'key'), 'utf8');
    const initiated = statSync(join(uploads, id, 'key')).mtime.toISOString();
    return `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated}</Initiated></Upload>`;
  });
  xml(response, 200, `<ListMultipartUploadsResult><Bucket>${bucket}</Bucket>${rows.join('')}</ListMultipartUploadsResult>`);
}

/** Date of the signature, `20261122T031500Z`. */
function isSkewed(request: IncomingMessage): boolean {
  const stamp = String(request.headers['x-amz-date'] ?? '').replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z');
  return Math.abs(Date.parse(stamp) - (Date.now() + (faults.clockMs ?? 0))) > 15 * 60_000;
}

function sendCut(request: IncomingMessage, response: ServerResponse, bytes: number): void {
  const path = join(
    folder,
    bucket,
    ...decodeURIComponent(new URL(request.url ?? '', 'http://s3').pathname)
      .split('/')
      .slice(2),
  );
  const file = `${path}._S3rver_object`;
  const { size } = statSync(file);
  const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
  const start = Number(from);
  const end = to === '' ? size - 1 : Number(to);
  response.writeHead(request.headers.range ? 206 : 200, { 'content-length': end - start + 1, etag: '"cut"' });
  createReadStream(file, { start, end: Math.min(end, start + bytes - 1) })
    .on('data', (chunk) => response.write(chunk))
    .on('end', () => setTimeout(() => request.socket.destroy(), 20));
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  requests++;
  const url = new URL(request.url ?? '', 'http://s3');
  const upload = url.searchParams.get('uploadId');
  const part = Number(url.searchParams.get('partNumber') ?? 0);
  if (faults.slowMs) await new Promise((resolve) => setTimeout(resolve, faults.slowMs));
  if (faults.silent === request.method) return;
  if (faults.clockMs !== undefined && isSkewed(request)) return failure(response, 403, 'RequestTimeTooSkewed');
  if (faults.clockMs !== undefined) request.headers['x-amz-date'] = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  if (faults.status && spend()) return failure(response, faults.status.code, faults.status.name);
  if (faults.failPutsAfter !== undefined && request.method === 'PUT' && ++puts > faults.failPutsAfter)
    return failure(response, 500, 'InternalError');
  if (faults.failPartsFrom && part >= faults.failPartsFrom) return failure(response, 500, 'InternalError');
  const isObject = url.pathname.split('/').length > 2 && !url.search.includes('list-type');
  if (faults.resetAfter && request.method === 'GET' && isObject && spend()) return sendCut(request, response, faults.resetAfter.bytes);
  if (faults.resetPutAfter && request.method === 'PUT' && spend()) {
    let seen = 0;
    request.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      if (seen >= (faults.resetPutAfter?.bytes ?? 0)) request.socket.destroy();
    });
    return;
  }
  if (request.method === 'DELETE' && upload) {
    rmSync(join(uploads, upload), { recursive: true, force: true });
    response.writeHead(204).end();
    return;
  }
  if (request.method === 'GET' && url.searchParams.has('uploads')) return listUploads(response);
  if (faults.pageSize && url.searchParams.has('list-type')) request.url += `&max-keys=${faults.pageSize}`;
  serve(request, response);
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as { port: number }).port })}\n`);
});
