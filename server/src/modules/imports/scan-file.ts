import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Refusal } from '../../kernel/errors.ts';
import { type ImportMap, knownColumns } from './maps/import-map.types.ts';
import { planTicket } from './plan-ticket.ts';
import { groupRows, type RowGroup } from './source/group-rows.ts';
import { openSource } from './source/read-rows.ts';
import { clockOf } from './times.ts';
import { collect, nothingWanted, type Wanted } from './wanted.ts';

/** What the first of the two readings finds out, so that everything missing can be made in bulk before the first ticket. */
export interface Scan {
  readonly rows: number;
  readonly tickets: number;
  readonly wanted: Wanted;
  /** Tickets whose rows do not stand together: their order is not known. */
  readonly split: ReadonlySet<string>;
  readonly unknownColumns: readonly string[];
  /** Names the import: the same file under the same map and options. */
  readonly hash: string;
}

export async function scanFile(map: ImportMap, path: string, onRows: (rows: number) => void, signal: AbortSignal): Promise<Scan> {
  const hash = await hashOf(path, createHash('sha256').update(JSON.stringify(map)));
  const wanted = nothingWanted();
  const seen = new Set<string>();
  const split = new Set<string>();
  let rows = 0;
  const { unknownColumns, groups } = await openGroups(map, path);
  const clock = clockOf(map.times);
  for await (const group of groups) {
    if (signal.aborted) break;
    if (seen.has(group.id)) split.add(group.id);
    seen.add(group.id);
    rows += rowCount(group);
    const { plan } = planTicket(map, clock, group);
    if (plan) collect(wanted, plan);
    onRows(rows);
  }
  return { rows, tickets: seen.size, wanted, split, unknownColumns, hash };
}

export const rowCount = (group: RowGroup): number => group.rows.length + group.problems.length;

/** The tickets of the file as a stream. @throws Refusal when it is not a file of this map. */
export async function openGroups(map: ImportMap, path: string): Promise<{ groups: AsyncGenerator<RowGroup>; unknownColumns: string[] }> {
  const source = await openSource(path, map.file, map.identity.column);
  const { needed, ignored } = knownColumns(map);
  const missing = needed.filter((column) => !source.columns.includes(column));
  const twice = source.columns.find((column, i) => source.columns.indexOf(column) !== i);
  const reason =
    source.columns.length === 0
      ? 'The file is empty.'
      : missing.length > 0
        ? `This is no file of the map "${map.name}": it has no column ${missing.map((name) => `"${name}"`).join(', ')}.`
        : twice !== undefined
          ? `The column "${twice}" stands in the file twice.`
          : null;
  if (reason) {
    source.close();
    throw new Refusal(422, 'import.wrongFile', `${reason} Nothing was changed.`);
  }
  return {
    groups: groupRows(source.rows(), map.identity.column),
    unknownColumns: source.columns.filter((column) => ![...needed, ...ignored].includes(column)),
  };
}

async function hashOf(path: string, hash: Hash): Promise<string> {
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
