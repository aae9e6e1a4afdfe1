import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Api, untilQuiet } from '../../../bench/acknowledged/api.ts';
import { audit } from '../../../bench/acknowledged/audit.ts';
import { auditThroughApi } from '../../../bench/acknowledged/audit-api.ts';
import { type Cast, makeCast } from '../../../bench/acknowledged/cast.ts';
import { type Query, readFacts } from '../../../bench/acknowledged/facts.ts';
import type { Finding } from '../../../bench/acknowledged/findings.ts';
import { type Journal, openJournal } from '../../../bench/acknowledged/journal.ts';
import { runLoad } from '../../../bench/acknowledged/load.ts';
import { type Write, writesOf } from '../../../bench/acknowledged/writes.ts';
import { type ServerProcess, serverProcess } from '../../../bench/server-process.ts';
import { openEmbedded } from '../../src/kernel/db/database.ts';
import { startEmbedded } from '../../src/kernel/db/embedded.ts';
import { testLog } from '../harness.ts';
import { type FakeSmtp, startFakeSmtp } from '../start-fake-smtp.ts';
import { copyPostgres, dropPostgres, ENGINE } from '../template.ts';

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
export const between = (least: number, most: number): number => least + Math.random() * (most - least);

/** A workspace with a running server, a mail server and a journal, ready to be damaged. */
export interface CrashWorld {
  readonly server: ServerProcess;
  readonly smtp: FakeSmtp;
  readonly api: Api;
  readonly cast: Cast;
  readonly journal: Journal;
  readonly run: string;
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Clients write until `faults` is over; then what is unanswered is repeated until it is answered. */
  underLoad(faults: () => Promise<void>): Promise<void>;
  /** Waits for all jobs, asks the API, stops the server and opens its database. */
  settle(): Promise<Settled>;
  close(): Promise<void>;
}
export interface Settled {
  readonly findings: readonly Finding[];
  readonly writes: readonly Write[];
  readonly query: Query;
  readonly arrived: readonly string[];
}

export async function crashWorld(options: { readonly databaseUrl?: string; readonly clients?: number } = {}): Promise<CrashWorld> {
  const home = mkdtempSync(join(tmpdir(), 'portico-crash-'));
  const smtp = await startFakeSmtp();
  const own = options.databaseUrl === undefined && ENGINE === 'postgres' ? await copyPostgres() : null;
  const databaseUrl = options.databaseUrl ?? own;
  const dataDir = join(home, 'data');
  const server = await serverProcess({ dataDir, databaseUrl, smtpUrl: smtp.url });
  const undo: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    await server.kill();
    for (const back of undo.reverse()) await back();
    smtp.stop();
    if (own) await dropPostgres(own);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await server.start();
    const api = await server.administrator();
    const run = 'crash';
    const cast = await makeCast(api, run, options.clients ?? 6);
    const journal = openJournal(join(home, 'journal.jsonl'));
    return {
      ...{ server, smtp, api, cast, journal, run, databaseUrl, dataDir, close },
      async underLoad(faults) {
        const over = new AbortController();
        const lost = new AbortController();
        const load = runLoad({ api, cast, journal, run, stop: over.signal, abandon: lost.signal });
        try {
          await faults();
        } catch (error) {
          lost.abort();
          throw error;
        } finally {
          over.abort();
          await load;
        }
      },
      async settle() {
        // Jobs whose connection broke several times wait a minute and longer for their next attempt.
        if (!(await untilQuiet(api, 480_000))) throw new Error(`Jobs are still at work:\n${server.output().slice(-4_000)}`);
        const writes = writesOf(journal.lines());
        const shown = await auditThroughApi(api, writes, { tech: cast.assignee });
        await server.stop();
        const { query, end } = await openFacts(databaseUrl, dataDir);
        undo.push(end);
        const arrived = messageIdsOf(smtp);
        const findings = [...shown, ...audit({ writes, facts: await readFacts(query, run), arrived })];
        return { findings, writes, query, arrived };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const messageIdsOf = (smtp: FakeSmtp): string[] => smtp.mails.flatMap(({ raw }) => /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? []);

/** A connection of its own: to PostgreSQL beside the server, to the embedded database after the server ended. */
async function openFacts(databaseUrl: string | null, dataDir: string): Promise<{ query: Query; end: () => Promise<void> }> {
  if (databaseUrl) {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    return { query: async (text, values) => (await client.query(text, [...values])).rows, end: () => client.end() };
  }
  const database = openEmbedded(await startEmbedded({ folder: join(dataDir, 'db') }), { log: testLog });
  const client = await database.pool.connect();
  const end = async (): Promise<void> => {
    client.release();
    await database.close();
  };
  return { query: async (text, values) => (await client.query(text, [...values])).rows, end };
}

/** One line per round for whoever watches a long run, and in the message of a failure. */
export const inWords = (findings: readonly Finding[]): string[] =>
  findings.slice(0, 30).map(({ code, key, detail }) => `${code} ${key}: ${detail}`);
