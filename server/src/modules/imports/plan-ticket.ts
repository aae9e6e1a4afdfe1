import { createHash } from 'node:crypto';
import { type AttributeMap, type ImportMap, requiredColumns } from './maps/import-map.types.ts';
import type { Problem, RowGroup } from './source/group-rows.ts';
import type { SourceRow } from './source/read-rows.ts';
import { fillText, personOf } from './source/texts.ts';
import { inOrder } from './times.ts';

/** The mapped fields of one row, by name: what a ticket looked like after that update. */
export interface Snapshot {
  readonly status: string;
  readonly priority: string;
  readonly team: string | null;
  /** Address of the account that stands for the person. */
  readonly assignee: string | null;
  readonly category: string | null;
  readonly source: string;
}
export interface PlannedStep {
  readonly line: number;
  readonly occurredAt: string;
  /** Who the file says made the change. */
  readonly author: string | null;
  /** What differs from the row before; empty when the row changed nothing that is mapped. */
  readonly change: Partial<Snapshot>;
}
export interface Person {
  readonly name: string;
  readonly email: string;
  /** The cell itself: its id in the other system. */
  readonly value: string;
}
/** Transitions between consecutive rows. */
export interface Transitions {
  readonly states: number;
  readonly groups: number;
  readonly assignees: number;
  readonly priorities: number;
  readonly reopenings: number;
}
export interface Difference {
  readonly ticket: string;
  readonly label: string;
  /** What the file counts itself, and what its rows show. */
  readonly file: number;
  readonly counted: number;
  /** The counter skips or repeats numbers on its way, whatever it ends at. */
  readonly gaps: boolean;
}
export interface TicketPlan {
  readonly id: string;
  readonly line: number;
  readonly createdAt: string;
  readonly title: string;
  readonly description: string;
  readonly requester: Person;
  readonly first: Snapshot;
  readonly firstAuthor: string | null;
  /** One per row after the first. */
  readonly steps: readonly PlannedStep[];
  readonly people: readonly Person[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly transitions: Transitions;
  readonly differences: readonly Difference[];
  /** Digest of the history up to and including row n, and of the attributes. */
  readonly historyDigest: (rows: number) => string;
  readonly attributesDigest: string;
}
export type Planned =
  | { readonly plan: TicketPlan; readonly problems: null }
  | { readonly plan: null; readonly problems: readonly Problem[] };

type Clock = (text: string) => string | null;

/** What the rows of one ticket come to under the map; pure, so that a dry run and a real one cannot disagree. */
export function planTicket(map: ImportMap, clock: Clock, group: RowGroup): Planned {
  const problems = [...group.problems, ...group.rows.flatMap((row) => problemsOf(map, clock, group.id, row))];
  if (problems.length > 0) return { plan: null, problems };
  const [first, ...later] = group.rows as [SourceRow, ...SourceRow[]];
  const times = inOrder(group.rows.map((row) => clock(cell(row, map.times.update.column)) as string));
  const opened = known(map, first, map.times.created.column);
  const begun = times[0] as string;
  const openedAt = (opened && clock(opened)) ?? begun;
  const snapshots = group.rows.map((row) => snapshotOf(map, row));
  const steps = later.map((row, i) => ({
    line: row.line,
    occurredAt: times[i + 1] as string,
    author: known(map, row, map.changeAuthor.column),
    change: difference(snapshots[i] as Snapshot, snapshots[i + 1] as Snapshot),
  }));
  const read = (column: string) => known(map, first, column);
  const transitions = countTransitions(map, snapshots);
  const attributes = attributesOf(map, group.rows);
  const plan: TicketPlan = {
    id: group.id,
    line: first.line,
    createdAt: [openedAt, begun].sort()[0] as string,
    title: fillText(map.ticket.title, read),
    description: fillText(map.ticket.description, read),
    requester: personIn(map, 'requester', first) as Person,
    first: snapshots[0] as Snapshot,
    firstAuthor: known(map, first, map.changeAuthor.column),
    steps,
    people: uniquePeople(group.rows.map((row) => personIn(map, 'assignee', row))),
    attributes,
    transitions,
    differences: compare(map, group, transitions),
    historyDigest: (rows) => digest(group.rows.slice(0, rows).map((row) => historyColumns(map).map((column) => row.cells[column]))),
    attributesDigest: digest(attributes),
  };
  const tooLong = lengthProblem(plan);
  return tooLong ? { plan: null, problems: [tooLong] } : { plan, problems: null };
}

const cell = (row: SourceRow, column: string): string => row.cells[column] ?? '';

/** The cell, or null when the file does not know. */
function known(map: ImportMap, row: SourceRow, column: string): string | null {
  const value = cell(row, column);
  return value === '' || value === map.file.unknown ? null : value;
}

function problemsOf(map: ImportMap, clock: Clock, ticket: string, row: SourceRow): Problem[] {
  const problem = (reason: string): Problem => ({ line: row.line, ticket, reason });
  const missing = requiredColumns(map).find((column) => known(map, row, column) === null);
  if (missing) return [problem(`"${missing}" is empty.`)];
  const { status, priority } = map.fields;
  const words = [status, priority].flatMap(({ column, values }) =>
    Object.hasOwn(values, cell(row, column))
      ? []
      : [problem(`The map does not know the word "${shorten(cell(row, column))}" in "${column}".`)],
  );
  const times = [map.times.update.column, map.times.created.column].flatMap((column) => {
    const text = known(map, row, column);
    return text === null || clock(text) !== null
      ? []
      : [problem(`"${shorten(text)}" in "${column}" is no time of the form ${map.times.format}.`)];
  });
  return [...words, ...times];
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function snapshotOf(map: ImportMap, row: SourceRow): Snapshot {
  const { status, priority, team, source, category } = map.fields;
  const [under, value] = [known(map, row, category.under), known(map, row, category.column)];
  const bothLevels = under !== null && value !== null;
  return {
    status: status.values[cell(row, status.column)]?.name ?? '',
    priority: priority.values[cell(row, priority.column)] ?? '',
    team: known(map, row, team.column),
    assignee: personIn(map, 'assignee', row)?.email ?? null,
    category: bothLevels ? category.name.replace('{under}', under).replace('{value}', value) : (under ?? value),
    source: source.values[cell(row, source.column)] ?? source.otherwise,
  };
}

function personIn(map: ImportMap, role: 'requester' | 'assignee', row: SourceRow): Person | null {
  const value = known(map, row, map.people[role].column);
  return value === null ? null : { ...personOf(map.people[role], value), value };
}

const uniquePeople = (people: readonly (Person | null)[]): Person[] => [
  ...new Map(people.flatMap((person) => (person ? [[person.email, person] as const] : []))).values(),
];

function difference(before: Snapshot, after: Snapshot): Partial<Snapshot> {
  const changed = (Object.keys(after) as (keyof Snapshot)[]).filter((field) => before[field] !== after[field]);
  return Object.fromEntries(changed.map((field) => [field, after[field]]));
}

function countTransitions(map: ImportMap, snapshots: readonly Snapshot[]): Transitions {
  const pairs = snapshots.slice(1).map((after, i) => [snapshots[i] as Snapshot, after] as const);
  const count = (field: keyof Snapshot) => pairs.filter(([before, after]) => before[field] !== after[field]).length;
  const finished = new Set(
    Object.values(map.fields.status.values)
      .filter((status) => map.reopening.from.includes(status.kind))
      .map((status) => status.name),
  );
  const reopenings = pairs.filter(([before, after]) => finished.has(before.status) && !finished.has(after.status)).length;
  return { states: count('status'), groups: count('team'), assignees: count('assignee'), priorities: count('priority'), reopenings };
}

function attributesOf(map: ImportMap, rows: readonly SourceRow[]): Record<string, unknown> {
  const kept = map.attributes.flatMap((attribute) => {
    const text = known(map, (attribute.row === 'first' ? rows[0] : rows.at(-1)) as SourceRow, attribute.column);
    return text === null ? [] : [[attribute.column, typedValue(attribute, text)] as const];
  });
  return { import: map.name, [map.identity.column]: cell(rows[0] as SourceRow, map.identity.column), ...Object.fromEntries(kept) };
}

function typedValue({ type }: AttributeMap, text: string): unknown {
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}

function compare(map: ImportMap, group: RowGroup, transitions: Transitions): Difference[] {
  const counts = { 'team-changes': transitions.groups, reopenings: transitions.reopenings, updates: group.rows.length - 1 };
  const last = group.rows.at(-1) as SourceRow;
  return map.comparisons.flatMap(({ column, label, counted, rows }) => {
    const text = known(map, last, column);
    const file = Number(text);
    if (text === null || Number.isNaN(file)) return [];
    const gaps = rows === 'every' && group.rows.some((row, i) => Number(cell(row, column)) !== i);
    return file === counts[counted] && !gaps ? [] : [{ ticket: group.id, label, file, counted: counts[counted], gaps }];
  });
}

/** Columns that make up a ticket's past. The others may be corrected in a later file without the past being another. */
const historyColumns = (map: ImportMap): readonly string[] => [
  map.times.update.column,
  map.fields.status.column,
  map.fields.priority.column,
  map.fields.team.column,
  map.fields.category.under,
  map.fields.category.column,
  map.fields.source.column,
  map.people.requester.column,
  map.people.assignee.column,
];

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);

function lengthProblem(plan: TicketPlan): Problem | null {
  const names = [plan.first, ...plan.steps.map((step) => step.change)].flatMap(({ team, category }) => [team, category]);
  const people = [plan.requester, ...plan.people];
  const reason =
    plan.title.length < 1 || [...plan.title].length > 300
      ? 'The title is empty or longer than 300 characters.'
      : names.some((name) => name && name.length > 100)
        ? 'The name of a group or category is longer than 100 characters.'
        : people.some((person) => person.name.length > 200)
          ? 'The name of a person is longer than 200 characters.'
          : plan.id.length > 100
            ? 'The number is longer than 100 characters.'
            : null;
  return reason && { line: plan.line, ticket: plan.id, reason };
}
