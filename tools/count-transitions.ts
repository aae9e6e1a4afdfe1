/**
 * Counts what an incident event log says by itself, so that an import can be checked against it.
 * Plain on purpose: it shares no code with the product, parses the file on its own and knows nothing of the import map.
 *
 * node tools/count-transitions.ts <incident_event_log.csv> [--json] [--incidents]
 */
import { readFileSync } from 'node:fs';

const KINDS = ['incident_state', 'assignment_group', 'assigned_to', 'priority'] as const;
type Kind = (typeof KINDS)[number];
const FINISHED = new Set(['Resolved', 'Closed']);
const UNKNOWN = '?';

interface Row {
  readonly line: number;
  readonly value: Readonly<Record<string, string>>;
}
interface Damage {
  readonly line: number;
  readonly problem: string;
}

/** One record per element; understands quoted fields, doubled quotes and line breaks inside quotes. */
function parseCsv(text: string): { readonly line: number; readonly fields: string[] }[] {
  const records: { line: number; fields: string[] }[] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  let line = 1;
  let startedAt = 1;
  const endRecord = () => {
    fields.push(field);
    if (fields.length > 1 || field !== '') records.push({ line: startedAt, fields });
    fields = [];
    field = '';
  };
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] as string;
    if (quoted) {
      if (char === '"' && text[i + 1] === '"') {
        field += '"';
        i += 1;
      } else if (char === '"') quoted = false;
      else field += char;
      if (char === '\n') line += 1;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === ',') {
      fields.push(field);
      field = '';
    } else if (char === '\n') {
      endRecord();
      line += 1;
      startedAt = line;
    } else if (char !== '\r') field += char;
  }
  endRecord();
  return records;
}

function readRows(text: string): { readonly incidents: Map<string, Row[]>; readonly rows: number; readonly damaged: Damage[] } {
  const [header, ...records] = parseCsv(text.replace(/^\uFEFF/, ''));
  if (!header) throw new Error('The file is empty.');
  const incidents = new Map<string, Row[]>();
  const damaged: Damage[] = [];
  for (const record of records) {
    if (record.fields.length !== header.fields.length) {
      damaged.push({ line: record.line, problem: `${record.fields.length} fields instead of ${header.fields.length}` });
      continue;
    }
    const value = Object.fromEntries(header.fields.map((name, i) => [name, record.fields[i] as string]));
    const number = value.number ?? '';
    const seen = incidents.get(number);
    if (seen) seen.push({ line: record.line, value });
    else incidents.set(number, [{ line: record.line, value }]);
  }
  return { incidents, rows: records.length, damaged };
}

/** `dd-mm-yyyy hh:mm` as a string that sorts by time; null when unknown. The file names no time zone, so none is applied. */
function sortable(stamp: string | undefined): string | null {
  const match = /^(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d)$/.exec(stamp ?? '');
  return match ? `${match[3]}-${match[2]}-${match[1]} ${match[4]}` : null;
}

interface IncidentCount {
  readonly number: string;
  readonly updates: number;
  readonly transitions: Record<Kind, number>;
  readonly transitionsBetweenKnown: Record<Kind, number>;
  readonly reopenings: number;
  readonly fileReopenings: number;
  readonly fileReassignments: number;
  readonly fileModifications: number;
  readonly ownCountHasGaps: boolean;
  readonly countsBackwards: boolean;
  readonly repeatsACount: boolean;
  readonly timeRunsBackwards: boolean;
  readonly sameMinuteSteps: number;
  readonly resolvedRowsBeforeResolution: number;
  readonly updatedBeforeOpened: boolean;
  readonly madeSla: string;
}

function emptyCount(): Record<Kind, number> {
  return { incident_state: 0, assignment_group: 0, assigned_to: 0, priority: 0 };
}

function countTransitions(
  rows: readonly Row[],
): Pick<IncidentCount, 'transitions' | 'transitionsBetweenKnown' | 'reopenings' | 'sameMinuteSteps'> {
  const transitions = emptyCount();
  const transitionsBetweenKnown = emptyCount();
  let reopenings = 0;
  let sameMinuteSteps = 0;
  for (const [i, row] of rows.entries()) {
    const before = rows[i - 1];
    if (!before) continue;
    for (const kind of KINDS) {
      const [from, to] = [before.value[kind], row.value[kind]];
      if (from === to) continue;
      transitions[kind] += 1;
      if (from !== UNKNOWN && to !== UNKNOWN) transitionsBetweenKnown[kind] += 1;
    }
    if (FINISHED.has(before.value.incident_state ?? '') && !FINISHED.has(row.value.incident_state ?? '')) reopenings += 1;
    if (before.value.sys_updated_at === row.value.sys_updated_at) sameMinuteSteps += 1;
  }
  return { transitions, transitionsBetweenKnown, reopenings, sameMinuteSteps };
}

function countIncident(number: string, rows: readonly Row[]): IncidentCount {
  const first = rows[0]!.value;
  const last = rows.at(-1)!.value;
  const counts = rows.map((row) => Number(row.value.sys_mod_count));
  const times = rows.map((row) => sortable(row.value.sys_updated_at) ?? '');
  const resolvedAt = sortable(first.resolved_at);
  return {
    number,
    updates: rows.length,
    ...countTransitions(rows),
    fileReopenings: Number(last.reopen_count),
    fileReassignments: Number(last.reassignment_count),
    fileModifications: Number(last.sys_mod_count),
    ownCountHasGaps: counts.some((count, i) => count !== i),
    countsBackwards: counts.some((count, i) => i > 0 && count < counts[i - 1]!),
    repeatsACount: new Set(counts).size !== counts.length,
    timeRunsBackwards: times.some((time, i) => i > 0 && time < times[i - 1]!),
    resolvedRowsBeforeResolution: rows.filter(
      (row, i) => row.value.incident_state === 'Resolved' && resolvedAt !== null && times[i]! < resolvedAt,
    ).length,
    updatedBeforeOpened: times[0]! < (sortable(first.opened_at) ?? ''),
    madeSla: last.made_sla ?? UNKNOWN,
  };
}

function sum(all: readonly IncidentCount[], pick: (one: IncidentCount) => number): number {
  return all.reduce((total, one) => total + pick(one), 0);
}
function howMany(all: readonly IncidentCount[], test: (one: IncidentCount) => boolean): number {
  return all.filter(test).length;
}

/** Number of adjacent incident blocks minus number of incidents: 0 means each incident's rows stand together. */
function splitBlocks(incidents: ReadonlyMap<string, readonly Row[]>): number {
  const order = [...incidents.entries()].flatMap(([number, rows]) => rows.map((row) => ({ number, line: row.line })));
  order.sort((a, b) => a.line - b.line);
  return order.filter((row, i) => row.number !== order[i - 1]?.number).length - incidents.size;
}

function summarise(text: string) {
  const { incidents, rows, damaged } = readRows(text);
  const all = [...incidents].map(([number, own]) => countIncident(number, own));
  const perKind = (pick: 'transitions' | 'transitionsBetweenKnown') =>
    Object.fromEntries(KINDS.map((kind) => [kind, sum(all, (one) => one[pick][kind])]));
  return {
    summary: {
      incidents: incidents.size,
      updates: rows,
      damagedRows: damaged.length,
      transitions: perKind('transitions'),
      transitionsBetweenKnownValues: perKind('transitionsBetweenKnown'),
      reopenings: sum(all, (one) => one.reopenings),
      incidentsReopened: howMany(all, (one) => one.reopenings > 0),
      fileReopenCount: sum(all, (one) => one.fileReopenings),
      fileReassignmentCount: sum(all, (one) => one.fileReassignments),
      fileModificationCount: sum(all, (one) => one.fileModifications),
      incidentsWithGapsInOwnCount: howMany(all, (one) => one.ownCountHasGaps),
      incidentsCountingBackwards: howMany(all, (one) => one.countsBackwards),
      incidentsRepeatingACount: howMany(all, (one) => one.repeatsACount),
      incidentsWhoseTimeRunsBackwards: howMany(all, (one) => one.timeRunsBackwards),
      incidentsSplitInTheFile: splitBlocks(incidents),
      stepsWithinTheSameMinute: sum(all, (one) => one.sameMinuteSteps),
      resolvedRowsBeforeResolutionTime: sum(all, (one) => one.resolvedRowsBeforeResolution),
      incidentsWithSuchRows: howMany(all, (one) => one.resolvedRowsBeforeResolution > 0),
      incidentsUpdatedBeforeOpened: howMany(all, (one) => one.updatedBeforeOpened),
      reassignmentCountDiffers: howMany(all, (one) => one.fileReassignments !== one.transitions.assignment_group),
      reopenCountDiffers: howMany(all, (one) => one.fileReopenings !== one.reopenings),
      modificationCountDiffers: howMany(all, (one) => one.fileModifications !== one.updates - 1),
      madeSla: howMany(all, (one) => one.madeSla === 'TRUE'),
      missedSla: howMany(all, (one) => one.madeSla === 'FALSE'),
    },
    damaged,
    incidents: all,
  };
}

const [path, ...options] = process.argv.slice(2);
if (!path || path.startsWith('--')) {
  console.error('Use: node tools/count-transitions.ts <incident_event_log.csv> [--json] [--incidents]');
  process.exitCode = 2;
} else {
  const { summary, damaged, incidents } = summarise(readFileSync(path, 'utf8'));
  const perIncident = options.includes('--incidents');
  if (options.includes('--json'))
    console.log(JSON.stringify(perIncident ? { ...summary, damaged, incidents } : { ...summary, damaged }, null, 2));
  else {
    for (const [name, value] of Object.entries(summary)) {
      if (typeof value === 'number') console.log(`${name.padEnd(36)} ${value}`);
      else for (const [kind, count] of Object.entries(value)) console.log(`${`${name}.${kind}`.padEnd(54)} ${count}`);
    }
    for (const { line, problem } of damaged) console.log(`line ${line}: ${problem}`);
    if (perIncident) console.table(incidents.map(({ transitions, transitionsBetweenKnown: _, ...rest }) => ({ ...rest, ...transitions })));
  }
  if (damaged.length > 0) process.exitCode = 1;
}
