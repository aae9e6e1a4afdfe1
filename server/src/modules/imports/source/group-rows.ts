import { type BrokenRow, isBroken, type SourceRow } from './read-rows.ts';

/** Why something of the file was left out; `line` counts from 1 with the header. */
export interface Problem {
  readonly line: number;
  readonly ticket: string | null;
  readonly reason: string;
}

/** The rows of one ticket as they stand together in the file, and what is wrong with them. */
export interface RowGroup {
  readonly id: string;
  readonly rows: readonly SourceRow[];
  readonly problems: readonly Problem[];
}

interface OpenGroup {
  readonly id: string;
  readonly rows: SourceRow[];
  readonly problems: Problem[];
}

/** Numbers of one system look alike; a cut-off one does not. */
const shapeOf = (id: string): string => id.replaceAll(/\d/g, '9');

/**
 * Groups consecutive rows of one ticket. A row that cannot be read damages the ticket it names; when its name cannot be trusted,
 * the tickets before and after it, because it may belong to either and neither may be imported in part.
 */
export async function* groupRows(rows: AsyncIterable<SourceRow | BrokenRow>, idColumn: string): AsyncGenerator<RowGroup> {
  let current: OpenGroup | null = null;
  let waiting: BrokenRow[] = [];
  for await (const row of rows) {
    if (isBroken(row)) {
      waiting.push(row);
      continue;
    }
    const id = row.cells[idColumn] as string;
    const next: OpenGroup = current?.id === id ? current : { id, rows: [], problems: [] };
    const alone = assign(waiting, current, next);
    waiting = [];
    if (current && next !== current) yield current;
    yield* alone;
    next.rows.push(row);
    current = next;
  }
  const alone = assign(waiting, current, null);
  if (current) yield current;
  yield* alone;
}

/** Hands broken rows to the groups they damage; returns those that are a ticket of their own. */
function assign(broken: readonly BrokenRow[], before: OpenGroup | null, after: OpenGroup | null): RowGroup[] {
  const alone = new Map<string, OpenGroup>();
  for (const row of broken) {
    const named = row.swallows ? null : ([before, after].find((group) => group && group.id === row.id) ?? null);
    const neighbours = [...new Set([before, after])].filter((group) => group !== null);
    const isOwn = row.id !== null && !row.swallows && neighbours.some((group) => shapeOf(group.id) === shapeOf(row.id as string));
    if (named) named.problems.push({ line: row.line, ticket: named.id, reason: row.reason });
    else if (isOwn || neighbours.length === 0) {
      const id = row.id ?? '';
      const group = alone.get(id) ?? { id, rows: [], problems: [] };
      group.problems.push({ line: row.line, ticket: row.id, reason: row.reason });
      alone.set(id, group);
    } else for (const group of neighbours) group.problems.push({ line: row.line, ticket: group.id, reason: mayBelong(row) });
  }
  return [...alone.values()];
}

const mayBelong = (row: BrokenRow): string => `${row.reason} It may belong to this ticket, which is therefore left out.`;
