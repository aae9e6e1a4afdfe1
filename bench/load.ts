/**
 * A short load run against a server of its own, on a workspace of its own, over loopback.
 *
 * node bench/load.ts [--tickets 20000] [--clients 4] [--seconds 4] [--database-url postgres://postgres@127.0.0.1:5432/postgres]
 *
 * Without --database-url on the embedded engine. With it, a database is created on that server and dropped afterwards.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Api } from './acknowledged/api.ts';
import { type Cast, makeCast } from './acknowledged/cast.ts';
import type { Query } from './acknowledged/facts.ts';
import { openBenchDatabase } from './database.ts';
import { type Measured, measure, tableOf } from './load/measure.ts';
import { seedTickets } from './load/seed.ts';
import { serverProcess } from './server-process.ts';

const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '20000' },
    clients: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '4' },
    'database-url': { type: 'string' },
  },
});
const within = (text: string, most: number): number => Math.max(1, Math.min(most, Number(text) || 1));
const tickets = within(values.tickets, 200_000);
const limits = { clients: within(values.clients, 32), seconds: within(values.seconds, 15), most: 20_000 };

async function requests(api: Api, cast: Cast, query: readonly number[]): Promise<readonly Measured[]> {
  const tech = (n: number): string => `tech:${cast.techs[n % cast.techs.length]}`;
  const contact = (n: number): string => `contact:${cast.contacts[n % cast.contacts.length]}`;
  const id = (n: number): number => query[(n * 7919) % query.length] ?? 0;
  const words = ['printer', 'mailbox laptop', 'invoice net', 'router trouble', 'scanner'];
  const get = async (path: string, as: string): Promise<boolean> => (await api.get(path, as)).status === 200;
  const post = async (path: string, body: unknown, as: string): Promise<boolean> => (await api.post(path, body, as)).status === 201;
  return [
    await measure('list of a tech, 25 open', limits, (n) => get('/tickets?limit=25', tech(n))),
    await measure('list of a contact, 25', limits, (n) => get('/tickets?limit=25&state=all', contact(n))),
    await measure('ticket', limits, (n) => get(`/tickets/${id(n)}`, tech(n))),
    await measure('timeline', limits, (n) => get(`/tickets/${id(n)}/timeline`, tech(n))),
    await measure('search, 25 by relevance', limits, (n) =>
      get(`/tickets?limit=25&state=all&sort=relevance&q=${encodeURIComponent(words[n % words.length] ?? '')}`, tech(n)),
    ),
    await measure('create', limits, (n) =>
      post('/tickets', { title: `load ${n}`, descriptionHtml: '<p>the printer again</p>' }, contact(n)),
    ),
    await measure('comment', limits, (n) =>
      post(`/tickets/${id(n)}/comments`, { bodyHtml: '<p>on it</p>', visibility: 'public' }, tech(n)),
    ),
  ];
}

function folderMb(folder: string): number {
  const sizes = readdirSync(folder, { recursive: true, withFileTypes: true }).map((one) =>
    one.isFile() ? (statSync(join(one.parentPath, one.name), { throwIfNoEntry: false })?.size ?? 0) : 0,
  );
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20);
}

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'portico-bench-'));
  const dataDir = join(home, 'data');
  const database = await openBenchDatabase(values['database-url'] ?? null, dataDir);
  const server = await serverProcess({ dataDir, databaseUrl: database.url, smtpUrl: null });
  try {
    const first = await server.start();
    const api = await server.administrator();
    const cast = await makeCast(api, 'load', 20);
    await server.stop();
    const began = performance.now();
    const ids = await database.using(async (query: Query) => {
      await seedTickets(query, tickets, cast);
      return (await query('SELECT id FROM tickets WHERE NOT is_closed ORDER BY id', [])).map((row) => Number(row.id));
    });
    const seeded = (performance.now() - began) / 1_000;
    const started = await server.start();
    const before = loadavg()[0] ?? 0;
    const rows = await requests(api, cast, ids);
    const memory = Math.round(totalmem() / 2 ** 30);
    console.log(
      `${database.name}; Node ${process.version}; ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}; ${memory} GB; load before ${before.toFixed(1)}`,
    );
    console.log(
      `${tickets} tickets seeded in ${seeded.toFixed(1)} s; server ready in ${started.toFixed(0)} ms; ${limits.clients} clients on the same machine\n`,
    );
    console.log(tableOf(rows));
    const used = server.memory();
    const size = database.url === null ? `; folder of the database ${folderMb(join(dataDir, 'db'))} MB` : '';
    console.log(
      `\nfirst start ${first.toFixed(0)} ms; memory of the process ${used?.now ?? '?'} MB, at most ${used?.most ?? '?'} MB${size}`,
    );
  } finally {
    await server.kill();
    await database.drop();
    rmSync(home, { recursive: true, force: true });
  }
}

await main();
