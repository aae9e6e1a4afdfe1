import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENGINE, testKernel } from '../../../../test/harness.ts';
import { countAll, countIndependently, readTimelines } from '../../../../test/import-check.ts';
import { modules } from '../../../app.ts';
import { servicenow } from '../maps/servicenow.ts';
import { importTickets } from './import-tickets.ts';

// The whole public event log, when it lies beside the project. Its numbers stand in docs/guide/import-servicenow.md.

const ROOT = join(import.meta.dirname, '..', '..', '..', '..', '..');
const FILE = process.env.PORTICO_EVENT_LOG ?? join(ROOT, '..', 'shared', 'data', 'incident_event_log.csv');
const there = existsSync(FILE);
if (!there) console.warn(`SKIPPED: the whole event log is not at ${FILE}; set PORTICO_EVENT_LOG to import it. Only the subset is tested.`);

describe.skipIf(!there)('the whole event log', () => {
  test('5,998 updates become 890 tickets with the transitions of the independent counter', { timeout: 300_000 }, async () => {
    const kernel = await testKernel({ modules });
    const run = () =>
      importTickets(
        kernel.operations,
        { path: FILE, map: servicenow, options: {}, dryRun: false },
        { signal: new AbortController().signal, onProgress: () => {} },
      );
    try {
      const { sums, incidents } = countIndependently(FILE);
      const report = await run();
      console.info(`${report.file.rows} rows in ${report.seconds.toFixed(1)} s on ${ENGINE}`);
      expect(report).toMatchObject({
        state: 'done',
        file: { rows: 5_998, tickets: 890 },
        tickets: { created: 890, changed: 0, damaged: 0 },
      });
      expect(report.transitions).toEqual({ states: 2_527, groups: 874, assignees: 440, priorities: 45, reopenings: 11 });
      expect(sums).toMatchObject({
        transitions: { incident_state: 2_527, assignment_group: 874, assigned_to: 440, priority: 45 },
        reopenings: 11,
      });
      const timelines = await readTimelines(kernel.db);
      for (const { number, transitions, reopenings } of incidents) {
        const { incident_state: states, assignment_group: groups, assigned_to: assignees, priority: priorities } = transitions;
        expect(timelines.get(number)).toEqual({ number, states, groups, assignees, priorities, reopenings });
      }
      const differing = (label: string) => report.differences.filter((one) => one.label === label).map((one) => one.ticket);
      expect(differing('Updates')).toHaveLength(395);
      expect(differing('Reassignments')).toEqual(['INC0000173', 'INC0000722', 'INC0001252']);
      expect(differing('Reopenings')).toEqual([]);
      expect(await countAll(kernel.db)).toMatchObject({ tickets: 890, mails: 0, notices: 0 });
      expect((await run()).tickets).toEqual({ created: 0, changed: 0, unchanged: 890, damaged: 0, kept: 0 });
      expect(report.seconds).toBeLessThan(180);
    } finally {
      await kernel.close();
    }
  });
});
