import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';

/** The server side of PostgreSQL's protocol on a Unix socket, in front of the one session of the embedded database. */
export interface Wire {
  /** Takes no more requests, finishes what runs, and closes all connections. */
  stop(): Promise<void>;
}

/** Bytes of one connection that end where its client waits for an answer. */
interface Request {
  readonly from: Connection;
  readonly bytes: Buffer;
}

/** What a client may ask before it starts, and what it hears: no encryption on a socket of our own, and nothing to cancel with. */
const ENCRYPTION = new Set([80877103, 80877104]);
const CANCEL = 80877102;
/** The messages after which a client waits: simple query, sync, flush, end or failure of a copy, password, goodbye. */
const WAITED_FOR = new Set([...'QSHcfpX'].map((letter) => letter.charCodeAt(0)));
const GOODBYE = 'X'.charCodeAt(0);
const ROLLBACK = Buffer.from('Q\0\0\0\x0dROLLBACK\0', 'latin1');

/**
 * The five messages of a statement with values go to the database at once and its answer leaves in one write. One by one, as a proxy
 * would carry them, a quarter of the worker's time went into writing to the socket.
 */
export function serveWire(pglite: PGlite, path: string): Promise<Wire> {
  const connections = new Set<Connection>();
  const waiting: Request[] = [];
  let owner: Connection | null = null;
  let running: Promise<void> | null = null;

  /** The next in line; inside a transaction only the connection that began it. */
  const next = (): Request | undefined => {
    if (!pglite.isInTransaction()) owner = null;
    if (owner === null) return waiting.shift();
    const index = waiting.findIndex((request) => request.from === owner);
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  };
  const work = async (): Promise<void> => {
    for (let request = next(); request; request = next()) {
      const { from, bytes } = request;
      from.socket.cork();
      // What is handed over lies in the database's own memory and will be written over.
      const answer = { syncToFs: false, onRawData: (data: Uint8Array) => void from.send(Buffer.from(data)) };
      await pglite.runExclusive(() => pglite.execProtocolRawStream(bytes, answer));
      from.socket.uncork();
      owner = from;
      // A client that left in the middle of its transaction takes it along.
      if (from.gone && pglite.isInTransaction()) waiting.unshift({ from, bytes: ROLLBACK });
    }
  };
  const wake = (): void => {
    running ??= work().finally(() => {
      running = null;
    });
  };
  const server = createServer((socket) => {
    const connection = new Connection(socket, {
      onRequest: (bytes) => {
        waiting.push({ from: connection, bytes });
        wake();
      },
      onGone: () => {
        connections.delete(connection);
        for (let n = waiting.length - 1; n >= 0; n--) if (waiting[n]?.from === connection) waiting.splice(n, 1);
        if (owner === connection && running === null && pglite.isInTransaction()) {
          waiting.unshift({ from: connection, bytes: ROLLBACK });
          wake();
        }
      },
    });
    connections.add(connection);
  });
  const stop = async (): Promise<void> => {
    const closed = closing(server);
    await running;
    for (const { socket } of connections) socket.destroy();
    await closed;
  };
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve({ stop }));
  });
}

const closing = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

class Connection {
  readonly socket: Socket;
  gone = false;
  #started = false;
  #buffer: Buffer = Buffer.alloc(0);
  readonly #onRequest: (bytes: Buffer) => void;

  constructor(socket: Socket, on: { readonly onRequest: (bytes: Buffer) => void; readonly onGone: () => void }) {
    this.socket = socket;
    this.#onRequest = on.onRequest;
    socket.on('data', (data) => this.#receive(data));
    // 'close' follows and says the same.
    socket.on('error', () => {});
    socket.once('close', () => {
      this.gone = true;
      on.onGone();
    });
  }

  send(data: Buffer): void {
    if (this.socket.writable) this.socket.write(data);
  }

  #receive(data: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? data : Buffer.concat([this.#buffer, data]);
    while (!this.#started) if (!this.#greet()) return;
    let end = 0;
    for (let at = 0; at + 5 <= this.#buffer.length; ) {
      const type = this.#buffer[at] ?? 0;
      const until = at + 1 + this.#buffer.readInt32BE(at + 1);
      if (until > this.#buffer.length) break;
      if (type === GOODBYE) {
        this.socket.end();
        break;
      }
      at = until;
      if (WAITED_FOR.has(type)) end = at;
    }
    if (end > 0) this.#onRequest(this.#take(end));
  }

  /** The messages before the first typed one have no letter. False: more bytes are needed, or nothing will follow. */
  #greet(): boolean {
    if (this.#buffer.length < 8) return false;
    const length = this.#buffer.readInt32BE(0);
    if (this.#buffer.length < length) return false;
    const code = this.#buffer.readInt32BE(4);
    const bytes = this.#take(length);
    if (ENCRYPTION.has(code)) this.send(Buffer.from('N'));
    else if (code === CANCEL) this.socket.end();
    else {
      this.#started = true;
      this.#onRequest(bytes);
    }
    return code !== CANCEL;
  }

  #take(length: number): Buffer {
    const bytes = Buffer.from(this.#buffer.subarray(0, length));
    this.#buffer = this.#buffer.subarray(length);
    return bytes;
  }
}
