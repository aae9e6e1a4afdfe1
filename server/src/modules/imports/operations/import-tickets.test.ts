import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestKernel, testKernel } from '../../../../test/harness.ts';
import { countAll, countIndependently, readTimelines } from '../../../../test/import-check.ts';
import { modules } from '../../../app.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { ImportMapOptions } from '../maps/import-map.types.ts';
import { servicenow } from '../maps/servicenow.ts';
import type { ImportReport } from '../report.ts';
import { importTickets } from './import-tickets.ts';

const FIXTURE = join(import.meta.dirname, '..', 'fixtures', 'incidents-subset.csv');
const lines = readFileSync(FIXTURE, 'utf8').trim().split('\n');
const [header] = lines as [string];
/** The lines of the first `count` incidents. */
const first = (count: number): string[] => {
  const ids = [...new Set(lines.slice(1).map((line) => line.split(',')[0]))].slice(0, count);
  return lines.slice(1).filter((line) => ids.includes(line.split(',')[0]));
};

const home = mkdtempSync(join(tmpdir(), 'portico-import-'));
let files = 0;
function file(rows: readonly string[]): string {
  files += 1;
  const path = join(home, `file${files}.csv`);
  writeFileSync(path, [header, ...rows, ''].join('\n'));
  return path;
}

const open: TestKernel[] = [];
async function workspace(): Promise<TestKernel> {
  const kernel = await testKernel({ modules });
  open.push(kernel);
  return kernel;
}
afterAll(async () => {
  for (const kernel of open) await kernel.close();
  rmSync(home, { recursive: true, force: true });
});

interface Options extends ImportMapOptions {
  readonly dryRun?: boolean;
  readonly stopAfterRows?: number;
  readonly operations?: TestKernel['operations'];
}
function run(
  kernel: TestKernel,
  path: string,
  { dryRun = false, stopAfterRows, operations, ...options }: Options = {},
): Promise<ImportReport> {
  const control = new AbortController();
  return importTickets(
    operations ?? kernel.operations,
    { path, map: servicenow, options, dryRun },
    {
      signal: control.signal,
      onProgress: ({ phase, done }) => {
        if (phase === 'replaying' && stopAfterRows !== undefined && done >= stopAfterRows) control.abort();
      },
    },
  );
}

async function ticket(kernel: TestKernel, number: string) {
  const { rows } = await kernel.db.execute<Record<string, unknown>>(sql`
    select t.id, t.title, t.created_at::text, t.closed_at::text, t.is_closed, t.attributes, s.name as status, p.name as priority, q.name as queue,
      m.name as team, h.name as assignee, c.name as company, a.name as contact, a.email, k.name as category, o.name as source
    from external_links l join tickets t on t.id = l.local_id join statuses s on s.id = t.status_id join priorities p on p.id = t.priority_id
    join queues q on q.id = t.queue_id join companies c on c.id = t.company_id join accounts a on a.id = t.contact_id
    left join teams m on m.id = t.team_id left join accounts h on h.id = t.assignee_id left join categories k on k.id = t.category_id
    left join sources o on o.id = t.source_id where l.entity = 'ticket' and l.external_id = ${number}`);
  return rows[0];
}

describe('allows', () => {
  const expected = countIndependently(FIXTURE);
  let kernel: TestKernel;
  let report: ImportReport;
  let dry: ImportReport;
  let untouched: Record<string, number>;
  let before: Record<string, number>;
  beforeAll(async () => {
    kernel = await workspace();
    before = await countAll(kernel.db);
    dry = await run(kernel, FIXTURE, { dryRun: true });
    untouched = await countAll(kernel.db);
    report = await run(kernel, FIXTURE);
  }, 120_000);

  test('all tickets, with the transitions an independent counter finds', () => {
    const { sums } = expected;
    expect(report.tickets).toEqual({ created: sums.incidents, changed: 0, unchanged: 0, damaged: 0, kept: 0 });
    expect(report.file).toEqual({ rows: 537, tickets: 60 });
    expect(report.transitions).toEqual({
      states: sums.transitions.incident_state,
      groups: sums.transitions.assignment_group,
      assignees: sums.transitions.assigned_to,
      priorities: sums.transitions.priority,
      reopenings: sums.reopenings,
    });
    expect(sums.reopenings).toBe(11);
  });

  test('every single timeline equals the counter', async () => {
    const timelines = await readTimelines(kernel.db);
    expect(timelines.size).toBe(60);
    for (const { number, transitions, reopenings } of expected.incidents) {
      const { incident_state: states, assignment_group: groups, assigned_to: assignees, priority: priorities } = transitions;
      expect(timelines.get(number)).toEqual({ number, states, groups, assignees, priorities, reopenings });
    }
  });

  test('real times, names, and the last state', async () => {
    expect(await ticket(kernel, 'INC0000045')).toMatchObject({
      title: 'INC0000045: Category 55, Subcategory 170',
      created_at: '2016-02-29 00:16:00+00',
      closed_at: '2016-03-05 11:00:00+00',
      is_closed: true,
      status: 'Closed',
      priority: 'Normal',
      queue: 'Support',
      team: 'Group 56',
      assignee: null,
      company: 'ServiceNow import',
      contact: 'Caller 2403',
      email: 'caller-2403@servicenow-import.invalid',
      category: 'Category 55 / Subcategory 170',
      source: 'Phone',
    });
    const { rows } = await kernel.db.execute<{ occurred_at: string; who: string; kind: string }>(sql`
      select e.occurred_at::text, e.via ->> 'name' as who, e.kind from ticket_timeline e join external_links l on l.local_id = e.ticket_id
      where l.entity = 'ticket' and l.external_id = 'INC0000045' order by e.seq`);
    expect(rows).toEqual([
      { occurred_at: '2016-02-29 00:16:00+00', who: 'Updated by 21', kind: 'created' },
      { occurred_at: '2016-02-29 07:53:00+00', who: 'Updated by 642', kind: 'changed' },
      { occurred_at: '2016-03-05 11:00:00+00', who: 'Updated by 908', kind: 'closed' },
    ]);
  });

  test('a row whose time runs backwards keeps its place', async () => {
    const { rows } = await kernel.db.execute<{ ok: boolean }>(sql`
      select bool_and(occurred_at >= before) as ok from (select occurred_at, lag(occurred_at, 1, occurred_at) over (partition by ticket_id order by seq) as before
      from ticket_timeline) steps`);
    expect(rows[0]?.ok).toBe(true);
  });

  test("the file's own counters word for word, and where they differ from its rows", async () => {
    for (const { number, fileReopenings, fileReassignments, fileModifications, madeSla } of expected.incidents) {
      expect((await ticket(kernel, number))?.attributes).toMatchObject({
        import: 'servicenow',
        number,
        made_sla: madeSla === 'TRUE',
        reopen_count: fileReopenings,
        reassignment_count: fileReassignments,
        sys_mod_count: fileModifications,
      });
    }
    const differing = (label: string) => report.differences.filter((one) => one.label === label).length;
    expect(differing('Reassignments')).toBe(expected.sums.reassignmentCountDiffers);
    expect(differing('Reopenings')).toBe(expected.sums.reopenCountDiffers);
    expect(differing('Updates')).toBe(expected.sums.incidentsWithGapsInOwnCount);
  });

  test('a dry run that says the same and changes nothing', () => {
    expect(untouched).toEqual(before);
    const { dryRun, runId, seconds, ...rest } = report;
    expect(dry).toMatchObject({ ...rest, dryRun: true, runId: null });
    expect([dryRun, runId, seconds > 0]).toEqual([false, 1, true]);
  });

  test('a second run that finds nothing to do', async () => {
    const then = await countAll(kernel.db);
    const again = await run(kernel, FIXTURE);
    expect(again.tickets).toEqual({ created: 0, changed: 0, unchanged: 60, damaged: 0, kept: 0 });
    expect(again.transitions).toEqual(report.transitions);
    expect(Object.values(again.made).every((count) => count === 0)).toBe(true);
    expect(await countAll(kernel.db)).toEqual({ ...then, import_runs: 2 });
  });

  test('nobody to hear of it', async () => {
    await kernel.drain();
    expect(await countAll(kernel.db)).toMatchObject({ mails: 0, notices: 0 });
    expect(kernel.hints).toEqual([]);
    const { rows } = await kernel.db.execute(sql`select 1 from accounts where email not like '%.invalid'`);
    expect(rows).toEqual([]);
  });
});

describe('allows a later file', () => {
  test('to add only what is new', async () => {
    const kernel = await workspace();
    const rows = first(2);
    expect((await run(kernel, file(rows.slice(0, -2)))).tickets).toMatchObject({ created: 2 });
    const then = await countAll(kernel.db);
    expect((await run(kernel, file(rows), { dryRun: true })).tickets).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
    expect(await countAll(kernel.db)).toEqual(then);
    const report = await run(kernel, file(rows));
    expect(report.tickets).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
    const expected = countIndependently(file(rows));
    for (const { number, transitions } of expected.incidents) {
      expect((await readTimelines(kernel.db)).get(number)).toMatchObject({
        states: transitions.incident_state,
        assignees: transitions.assigned_to,
      });
    }
    expect((await run(kernel, file(rows))).tickets).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    // A shorter file, and one that tells the past differently, change nothing.
    expect((await run(kernel, file(rows.slice(0, -2)))).tickets).toMatchObject({ changed: 0, kept: 1 });
    const other = await run(kernel, file(rows.map((row) => row.replace('Group 56', 'Group 57'))));
    expect(other.tickets).toMatchObject({ created: 0, changed: 0 });
    expect(other.kept[0]?.reason).toContain('tells its past differently');
  });

  test('to be in another zone, company and queue', async () => {
    const kernel = await workspace();
    const report = await run(kernel, file(first(1)), { timeZone: 'America/Sao_Paulo', company: 'Halvorsen Logistics' });
    expect(report).toMatchObject({ timeZone: 'America/Sao_Paulo', company: 'Halvorsen Logistics', queue: 'Support' });
    expect(await ticket(kernel, 'INC0000045')).toMatchObject({ created_at: '2016-02-29 04:16:00+00', company: 'Halvorsen Logistics' });
  });
});

describe('rejects', () => {
  test('a damaged row with its line and reason, nothing of its ticket, and nothing else', async () => {
    const kernel = await workspace();
    const [a, b, c] = ['INC0000045', 'INC0000047', 'INC0000060'].map((id) => first(3).filter((row) => row.startsWith(id))) as [
      string[],
      string[],
      string[],
    ];
    const wrongTime = (b[4] as string).replace(/\d\d-\d\d-2016/g, '31-02-2016');
    const unknownWord = (a[1] as string).replace('Resolved', 'Melted');
    const report = await run(kernel, file([a[0] as string, unknownWord, ...a.slice(2), ...b.slice(0, 4), wrongTime, ...b.slice(5), ...c]));
    expect(report.tickets).toMatchObject({ created: 1, damaged: 2 });
    expect(report.damaged[0]).toEqual({
      line: 3,
      ticket: 'INC0000045',
      reason: 'The map does not know the word "Melted" in "incident_state".',
    });
    expect(report.damaged[1]).toMatchObject({ line: 10, ticket: 'INC0000047' });
    expect([...(await readTimelines(kernel.db)).keys()]).toEqual(['INC0000060']);
    expect(report.transitions).toMatchObject({ states: countIndependently(file(c)).sums.transitions.incident_state });
    // Repaired, the next run brings the two that were missing.
    expect((await run(kernel, file([...a, ...b, ...c]))).tickets).toMatchObject({ created: 2, changed: 0, unchanged: 1, damaged: 0 });
  });

  test('tickets whose rows do not stand together, and rows without a caller', async () => {
    const kernel = await workspace();
    const [a, b] = ['INC0000045', 'INC0000047'].map((id) => first(2).filter((row) => row.startsWith(id))) as [string[], string[]];
    const report = await run(kernel, file([...a.slice(0, 2), ...b, ...a.slice(2)]));
    expect(report.tickets).toMatchObject({ created: 1, damaged: 1 });
    expect(report.damaged.map((problem) => problem.line)).toEqual([2, 13]);
    const without = await run(kernel, file(a.map((row) => row.replace('Caller 2403', '?'))));
    expect(without.damaged[0]).toMatchObject({ reason: '"caller_id" is empty.' });
  });

  test('files, zones and queues that cannot be, before anything is changed', async () => {
    const kernel = await workspace();
    const before = await countAll(kernel.db);
    const refused = async (path: string, options: Options, words: string) => {
      const error = await run(kernel, path, options).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Refusal);
      expect((error as Error).message).toContain(words);
    };
    writeFileSync(join(home, 'other.csv'), 'id,name\n1,x\n');
    writeFileSync(join(home, 'empty.csv'), '');
    await refused(join(home, 'other.csv'), {}, 'it has no column "number"');
    await refused(join(home, 'empty.csv'), {}, 'The file is empty.');
    await refused(join(home, 'nowhere.csv'), {}, 'does not exist or cannot be read');
    await refused(FIXTURE, { timeZone: 'Mars/Olympus' }, 'is no time zone');
    await refused(FIXTURE, { queue: 'Suport' }, 'There is no queue "Suport". Queues here:');
    expect(await countAll(kernel.db)).toEqual(before);
  });
});

describe('conflicts', () => {
  test('an import that was stopped goes on, and counts what it did altogether', async () => {
    const kernel = await workspace();
    const path = file(first(6));
    const stopped = await run(kernel, path, { stopAfterRows: 15 });
    expect(stopped).toMatchObject({ state: 'stopped', resumed: false, tickets: { created: 3 } });
    const { rows } = await kernel.db.execute(sql`select state, position, finished_at from import_runs`);
    expect(rows).toEqual([{ state: 'stopped', position: 3, finished_at: null }]);
    const rest = await run(kernel, path);
    expect(rest).toMatchObject({ state: 'done', resumed: true, runId: stopped.runId, tickets: { created: 6, changed: 0, unchanged: 0 } });
    expect(rest.transitions.states).toBe(countIndependently(path).sums.transitions.incident_state);
    expect(await run(kernel, path)).toMatchObject({ resumed: false, tickets: { created: 0, changed: 0, unchanged: 6 } });
  });

  test('a database that fails in the middle of a ticket leaves nothing of it', async () => {
    const kernel = await workspace();
    const path = file(first(4));
    let failed = false;
    const failing: TestKernel['operations'] = {
      ...kernel.operations,
      write: (facts, work) =>
        kernel.operations.write(facts, async (ctx) => {
          const result = await work(ctx);
          const { rows } = await ctx.tx.execute<{ count: number }>(sql`select count(*)::int as count from tickets`);
          if (rows[0]?.count === 3 && !failed) {
            failed = true;
            throw new Error('the database went away');
          }
          return result;
        }),
    };
    await expect(run(kernel, path, { operations: failing })).rejects.toThrow('the database went away');
    expect([...(await readTimelines(kernel.db)).keys()]).toHaveLength(2);
    expect(await run(kernel, path)).toMatchObject({ resumed: true, state: 'done', tickets: { created: 4 } });
  });

  test('two at once', async () => {
    const kernel = await workspace();
    const path = file(first(2));
    const [one, two] = await Promise.allSettled([run(kernel, path), run(kernel, path)]);
    expect([one.status, two.status]).toEqual(['fulfilled', 'rejected']);
    expect(String((two as PromiseRejectedResult).reason)).toContain('Another import is running');
  });
});
