import { createServer, type Socket, connect as toServer } from 'node:net';
import { freePort } from '../../../bench/server-process.ts';

/** Between the product and its PostgreSQL: carries everything, and now and then breaks the line at a commit. */
export interface CuttingProxy {
  /** `url` by way of the proxy. */
  readonly url: string;
  /** How many commits happened without anybody hearing of it, and how many never reached the database. */
  readonly cuts: { unheard: number; unsent: number };
  /** Of so many commits one is cut; 0: none. */
  cutOneIn(commits: number): void;
  close(): Promise<void>;
}

/** As the protocol says them: the query `commit` of the product's driver, and the server's word that it is done. */
const ASKED = Buffer.from('commit\0');
const DONE = Buffer.from('COMMIT\0');

export async function cuttingProxy(url: string): Promise<CuttingProxy> {
  const target = new URL(url);
  const port = await freePort();
  const cuts = { unheard: 0, unsent: 0 };
  const open = new Set<Socket>();
  let oneIn = 0;
  const cutNow = (): boolean => oneIn > 0 && Math.random() * oneIn < 1;
  const server = createServer((client) => {
    const database = toServer(Number(target.port || 5432), target.hostname);
    const both = [client, database];
    const end = (): void => {
      for (const socket of both) socket.destroy();
    };
    let cutAtAnswer = false;
    for (const socket of both) {
      open.add(socket);
      socket.on('error', end);
      socket.once('close', () => {
        open.delete(socket);
        end();
      });
    }
    client.on('data', (data) => {
      if (data.includes(ASKED) && cutNow()) {
        if (Math.random() < 0.5) {
          cuts.unsent += 1;
          end();
          return;
        }
        cutAtAnswer = true;
      }
      database.write(data);
    });
    database.on('data', (data) => {
      if (cutAtAnswer && data.includes(DONE)) {
        cuts.unheard += 1;
        end();
      } else client.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).toString(),
    cuts,
    cutOneIn: (commits) => {
      oneIn = commits;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
