import { access, constants } from 'node:fs/promises';
import { nowIso, nowMs } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Operations } from '../../../kernel/events/operations.ts';
import { findExternalLinks } from '../../settings/index.ts';
import { type ImportFacts, importFacts } from '../import-facts.ts';
import { ImportTally } from '../import-tally.ts';
import { findUnfinishedRun, type ImportRun, insertRun, updateRun } from '../imports.store.ts';
import { type ImportMap, type ImportMapOptions, withOptions } from '../maps/import-map.types.ts';
import { planTicket, type TicketPlan } from '../plan-ticket.ts';
import { type Names, prepareNames } from '../prepare-names.ts';
import { importGrown, importNew, judge, LINK_ENTITY, NotImported, type Verdict } from '../replay-ticket.ts';
import type { ImportProgress, ImportReport } from '../report.ts';
import { openGroups, rowCount, type Scan, scanFile } from '../scan-file.ts';
import type { RowGroup } from '../source/group-rows.ts';
import { clockOf, isTimeZone } from '../times.ts';

export interface ImportRequest {
  readonly path: string;
  readonly map: ImportMap;
  readonly options: ImportMapOptions;
  readonly dryRun: boolean;
}
export interface ImportWatch {
  /** Asks to stop between two tickets. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
}

const KIND = 'tickets';
/** Tickets looked up at a time. */
const LOOK_AHEAD = 100;
let running = false;

/**
 * Replays a file of updates into tickets: one transaction per ticket, so a ticket is there with its whole past or not at all. A
 * second start of the same import goes on where the first one stopped, and one that was finished finds nothing to do.
 */
export async function importTickets(operations: Operations, request: ImportRequest, watch: ImportWatch): Promise<ImportReport> {
  const map = withOptions(request.map, request.options);
  await check(map, request.path);
  // Two at once would make the same people twice.
  if (running) throw new Refusal(409, 'import.running', 'Another import is running. Wait for it or stop it. Nothing was changed.');
  running = true;
  try {
    const facts = importFacts(operations, { map, dryRun: request.dryRun, queueMustExist: request.options.queue !== undefined });
    return await run(facts, request.path, watch);
  } finally {
    running = false;
  }
}

async function check(map: ImportMap, path: string): Promise<void> {
  if (!isTimeZone(map.times.timeZone)) {
    throw new Refusal(
      422,
      'import.timeZone',
      `"${map.times.timeZone}" is no time zone. Use a name such as Europe/Berlin. Nothing was changed.`,
    );
  }
  const readable = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!readable) throw new Refusal(404, 'import.noFile', `The file ${path} does not exist or cannot be read. Nothing was changed.`);
}

async function run(facts: ImportFacts, path: string, watch: ImportWatch): Promise<ImportReport> {
  const began = nowMs();
  const scan = await scanFile(facts.map, path, (done) => watch.onProgress({ phase: 'reading', done, total: null }), watch.signal);
  let prepared = 0;
  const { names, made } = await prepareNames(facts, scan.wanted, () => {
    prepared += 1;
    watch.onProgress({ phase: 'preparing', done: prepared, total: null });
  });
  const { run: row, resumed } = await openRun(facts, scan);
  const tally = new ImportTally(row?.counts ?? {}, row?.position ?? 0);
  let state: ImportReport['state'] | 'failed' = 'failed';
  try {
    state = await replayAll({ facts, path, watch, scan, names, tally, runId: row?.id ?? null });
  } finally {
    if (row) {
      const finishedAt = state === 'stopped' ? null : nowIso();
      await facts.write((ctx) => updateRun(ctx.tx, row.id, { state, finishedAt, position: tally.position, counts: { ...tally.tickets } }));
    }
  }
  const { times, defaults } = facts.map;
  return {
    dryRun: facts.dryRun,
    state,
    runId: row?.id ?? null,
    resumed,
    map: facts.map.name,
    timeZone: times.timeZone,
    company: defaults.company.name,
    queue: defaults.queue,
    file: { rows: scan.rows, tickets: scan.tickets },
    made,
    ...tally.result(),
    unknownColumns: scan.unknownColumns,
    seconds: (nowMs() - began) / 1000,
  };
}

async function openRun(facts: ImportFacts, scan: Scan): Promise<{ run: ImportRun | null; resumed: boolean }> {
  const { system } = facts.map;
  const unfinished = await findUnfinishedRun(facts.read().tx, KIND, system, scan.hash);
  if (facts.dryRun) return { run: null, resumed: unfinished !== null };
  const run = await facts.write(async (ctx) => {
    if (!unfinished) return insertRun(ctx.tx, { kind: KIND, system, fileHash: scan.hash, state: 'running', startedAt: ctx.now });
    await updateRun(ctx.tx, unfinished.id, { state: 'running', finishedAt: null });
    return unfinished;
  });
  return { run, resumed: unfinished !== null };
}

interface Replay {
  readonly facts: ImportFacts;
  readonly path: string;
  readonly watch: ImportWatch;
  readonly scan: Scan;
  readonly names: Names;
  readonly tally: ImportTally;
  readonly runId: number | null;
}

/** The second reading: ticket by ticket, a few looked up ahead. */
async function replayAll(replay: Replay): Promise<'done' | 'stopped'> {
  const { facts, tally, watch, scan } = replay;
  const { groups } = await openGroups(facts.map, replay.path);
  const clock = clockOf(facts.map.times);
  let done = 0;
  let batch: RowGroup[] = [];
  const work = async (): Promise<boolean> => {
    const links = await findExternalLinks(
      facts.read().tx,
      facts.map.system,
      LINK_ENTITY,
      batch.map((group) => group.id),
    );
    for (const group of batch) {
      if (watch.signal.aborted) return false;
      const { plan, problems } = planTicket(facts.map, clock, withSplit(group, scan));
      if (problems) tally.damaged(group.id, problems);
      else await importOne(replay, plan, judge(plan, links.get(group.id)));
      done += rowCount(group);
      watch.onProgress({ phase: 'replaying', done, total: scan.rows });
    }
    batch = [];
    return true;
  };
  for await (const group of groups) {
    batch.push(group);
    if (batch.length === LOOK_AHEAD && !(await work())) return 'stopped';
  }
  return (await work()) && !watch.signal.aborted ? 'done' : 'stopped';
}

/** A ticket whose rows stand in several places has no order that could be trusted. */
function withSplit(group: RowGroup, scan: Scan): RowGroup {
  if (!scan.split.has(group.id)) return group;
  const line = group.rows[0]?.line ?? group.problems[0]?.line ?? 0;
  const reason = 'The rows of this ticket do not stand together, so their order is not known.';
  return { ...group, problems: [...group.problems, { line, ticket: group.id, reason }] };
}

async function importOne(replay: Replay, plan: TicketPlan, verdict: Verdict): Promise<void> {
  const { facts, names, tally, runId } = replay;
  const kind = verdict.kind === 'new' ? 'created' : verdict.kind === 'grown' ? 'changed' : null;
  if (verdict.kind === 'kept') return tally.kept(plan, verdict.reason);
  if (kind === null) return tally.unchanged(plan);
  if (!facts.dryRun) {
    try {
      await facts.write(async (ctx) => {
        if (verdict.kind === 'grown') await importGrown(ctx, facts.map, names, plan, verdict);
        else await importNew(ctx, facts.map, names, plan);
        // In the same transaction: a process that is killed leaves a count that is true.
        if (runId !== null) await updateRun(ctx.tx, runId, tally.after(kind));
      });
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === null) throw error;
      return tally.damaged(plan.id, [{ line: plan.line, ticket: plan.id, reason }]);
    }
  }
  tally.done(kind, plan);
}

/** Errors that lie in the ticket become a line of the report; anything else ends the import. */
function reasonOf(error: unknown): string | null {
  if (error instanceof NotImported) return error.message;
  if (error instanceof Refusal) return `It was refused: ${error.message}`;
  const code = (error as { code?: string; cause?: { code?: string } }).cause?.code ?? (error as { code?: string }).code ?? '';
  // Classes 22 and 23: the database does not take this value.
  return /^2[23][0-9A-Z]{3}$/.test(code) ? `The database did not take it (${code}).` : null;
}
