import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Db } from '../src/kernel/context.ts';

// What an import is measured against: the independent counter, and plain SQL on what the import left behind.

const COUNTER = join(import.meta.dirname, '..', '..', 'tools', 'count-transitions.ts');

export interface Counted {
  readonly incidents: number;
  readonly updates: number;
  readonly transitions: Record<'incident_state' | 'assignment_group' | 'assigned_to' | 'priority', number>;
  readonly reopenings: number;
  readonly incidentsWithGapsInOwnCount: number;
  readonly reassignmentCountDiffers: number;
  readonly reopenCountDiffers: number;
  readonly madeSla: number;
  readonly missedSla: number;
}
export interface CountedIncident {
  readonly number: string;
  readonly transitions: Counted['transitions'];
  readonly reopenings: number;
  readonly fileReopenings: number;
  readonly fileReassignments: number;
  readonly fileModifications: number;
  readonly madeSla: string;
}

/** The counter as a process of its own: it shares no code with the importer. */
export function countIndependently(path: string): { readonly sums: Counted; readonly incidents: readonly CountedIncident[] } {
  const text = execFileSync(process.execPath, [COUNTER, path, '--json', '--incidents'], { encoding: 'utf8', maxBuffer: 64_000_000 });
  const { incidents, ...sums } = JSON.parse(text) as Counted & { incidents: CountedIncident[] };
  // The list has the name of its own number.
  return { sums: { ...sums, incidents: incidents.length }, incidents };
}

export interface Imported extends Record<string, unknown> {
  readonly number: string;
  readonly states: number;
  readonly groups: number;
  readonly assignees: number;
  readonly priorities: number;
  readonly reopenings: number;
}

/** Transitions per incident as the timelines show them, read without the importer's help. */
export async function readTimelines(db: Db): Promise<Map<string, Imported>> {
  const { rows } = await db.execute<{ [K in keyof Imported]: Imported[K] }>(sql`
    with entries as (
      select l.external_id as number, e.changes, o.kind in ('resolved', 'closed') as was_done, n.kind in ('resolved', 'closed') as is_done
      from external_links l join ticket_timeline e on e.ticket_id = l.local_id
      left join statuses o on o.id = (e.changes -> 'status' ->> 0)::int left join statuses n on n.id = (e.changes -> 'status' ->> 1)::int
      where l.entity = 'ticket')
    select number, (count(*) filter (where changes ? 'status'))::int as states, (count(*) filter (where changes ? 'team'))::int as groups,
      (count(*) filter (where changes ? 'assignee'))::int as assignees, (count(*) filter (where changes ? 'priority'))::int as priorities,
      (count(*) filter (where was_done and not is_done))::int as reopenings
    from entries group by number`);
  return new Map(rows.map((row) => [row.number as string, row as Imported]));
}

export async function countRows(db: Db, table: string): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`select count(*)::int as count from ${sql.identifier(table)}`);
  return rows[0]?.count ?? -1;
}

/** Everything an import could write, for "nothing was changed". */
export async function countAll(db: Db): Promise<Record<string, number>> {
  const tables = [
    'tickets',
    'ticket_timeline',
    'accounts',
    'companies',
    'teams',
    'statuses',
    'categories',
    'external_links',
    'import_runs',
    'events',
    'mails',
    'notices',
  ];
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await countRows(db, table)] as const)));
}
