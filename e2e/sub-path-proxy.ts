import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

export interface SubPathProxy {
  /** `http://localhost:41231/portico`: everything else on this host answers 418. */
  readonly url: string;
  /** Addresses beside the sub-path that a browser asked for. */
  readonly strays: readonly string[];
  /** Whether the sub-path is passed on (as documented) or taken away (as an nginx with one slash too many does). */
  keepsPath: boolean;
  pointTo(port: number): void;
  close(): Promise<void>;
}

/** A website that has other things too, with the server below one of its paths. */
export async function startSubPathProxy(subPath: string): Promise<SubPathProxy> {
  let port = 0;
  const strays: string[] = [];
  const proxy = { keepsPath: true };
  const inside = (url: string): string | null => {
    if (url !== subPath && !url.startsWith(`${subPath}/`)) return null;
    return proxy.keepsPath ? url : url.slice(subPath.length) || '/';
  };
  const server: Server = createServer((request, response) => {
    const path = inside(request.url ?? '/');
    if (path === null) {
      strays.push(request.url ?? '/');
      response.writeHead(418).end('Somebody else lives here.');
      return;
    }
    const onward = httpRequest({ host: '127.0.0.1', port, path, method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    const path = inside(request.url ?? '/');
    if (path === null) {
      strays.push(request.url ?? '/');
      socket.destroy();
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      const lines = [`GET ${path} HTTP/1.1`];
      for (let at = 0; at < request.rawHeaders.length; at += 2) lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
      onward.write(`${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}${subPath}`,
    strays,
    get keepsPath() {
      return proxy.keepsPath;
    },
    set keepsPath(keeps) {
      proxy.keepsPath = keeps;
    },
    pointTo: (to) => {
      port = to;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
