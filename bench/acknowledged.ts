/**
 * The acknowledged-write checker: writes through the API, notes on disk what was sent and what was acknowledged, and compares.
 *
 * node bench/acknowledged.ts run   --url http://localhost:3000 --journal J [--clients 6] [--seconds 30]    key in PORTICO_KEY
 * node bench/acknowledged.ts audit --url http://localhost:3000 --journal J --database-url postgres://…     while the server runs
 * node bench/acknowledged.ts audit --journal J --data-dir ./data                                           after it ended
 *
 * `run` on a journal that exists first repeats what was not answered. The key needs the scope *, and --may-act-as.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openApi, untilQuiet } from './acknowledged/api.ts';
import { audit } from './acknowledged/audit.ts';
import { auditThroughApi } from './acknowledged/audit-api.ts';
import { type Cast, makeCast } from './acknowledged/cast.ts';
import { readFacts } from './acknowledged/facts.ts';
import { openJournal, readJournal } from './acknowledged/journal.ts';
import { repeatUnanswered, runLoad } from './acknowledged/load.ts';
import { writesOf } from './acknowledged/writes.ts';
import { withEmbedded } from './database.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string' },
    journal: { type: 'string' },
    clients: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '30' },
    'database-url': { type: 'string' },
    'data-dir': { type: 'string' },
  },
});
const journalPath = values.journal ?? '';
/** Who plays in the run of a journal, beside it. */
const castPath = `${journalPath}.cast.json`;
const api = values.url ? openApi(values.url, process.env.PORTICO_KEY ?? '') : null;

interface Play {
  readonly run: string;
  readonly cast: Cast;
}
const readPlay = (): Play => JSON.parse(readFileSync(castPath, 'utf8')) as Play;

async function run(): Promise<number> {
  if (!api) throw new Error('run needs --url');
  if (!existsSync(castPath)) {
    const name = `ack${Math.random().toString(36).slice(2, 8)}`;
    writeFileSync(castPath, JSON.stringify({ run: name, cast: await makeCast(api, name, Math.min(32, Number(values.clients))) }));
  }
  const journal = openJournal(journalPath);
  const stop = AbortSignal.timeout(Math.min(3_600, Number(values.seconds)) * 1_000);
  const options = { api, ...readPlay(), journal, stop };
  console.log(`${await repeatUnanswered(options)} unanswered requests were repeated.`);
  await runLoad(options);
  const writes = writesOf(journal.lines());
  console.log(`${writes.length} writes, ${writes.filter((write) => write.outcome === 'acknowledged').length} of them acknowledged.`);
  return 0;
}

async function check(): Promise<number> {
  const { run: name, cast } = readPlay();
  const writes = writesOf(readJournal(journalPath));
  if (api && !(await untilQuiet(api, 120_000))) console.log('Jobs are still at work.');
  const shown = api ? await auditThroughApi(api, writes, { tech: cast.assignee }) : [];
  const facts = await readAll(name);
  const findings = [...shown, ...audit({ writes, facts, arrived: null })];
  for (const { code, key, detail } of findings) console.log(`${code} ${key}: ${detail}`);
  console.log(`${writes.length} writes, ${findings.length} findings.`);
  return findings.length === 0 ? 0 : 1;
}

async function readAll(name: string) {
  if (values['data-dir']) return withEmbedded(join(values['data-dir'], 'db'), (query) => readFacts(query, name));
  const client = new pg.Client({ connectionString: values['database-url'], options: '-c default_transaction_read_only=on' });
  await client.connect();
  try {
    return await readFacts(async (text, params) => (await client.query(text, [...params])).rows, name);
  } finally {
    await client.end();
  }
}

if (journalPath === '' || (positionals[0] !== 'run' && positionals[0] !== 'audit')) {
  console.log('node bench/acknowledged.ts run|audit --journal FILE …; see the head of this file.');
  process.exitCode = 2;
} else process.exitCode = await (positionals[0] === 'run' ? run() : check());
