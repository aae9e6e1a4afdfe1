import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const script = fileURLToPath(new URL('./count-transitions.ts', import.meta.url));
const subset = fileURLToPath(new URL('../server/src/modules/imports/fixtures/incidents-subset.csv', import.meta.url));

function count(file: string) {
  const run = spawnSync(process.execPath, [script, file, '--json'], { encoding: 'utf8' });
  return { code: run.status, ...JSON.parse(run.stdout) };
}

describe('counting transitions', () => {
  test('gives the numbers of the subset that the import is tested with', () => {
    expect(count(subset)).toMatchObject({
      code: 0,
      incidents: 60,
      updates: 537,
      transitions: { incident_state: 208, assignment_group: 95, assigned_to: 45, priority: 9 },
      transitionsBetweenKnownValues: { assignment_group: 81, assigned_to: 18 },
      reopenings: 11,
      incidentsWithGapsInOwnCount: 37,
      incidentsWhoseTimeRunsBackwards: 1,
    });
  });

  test('reports a damaged row by its line, and reads quoted fields', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'count-')), 'log.csv');
    const head = 'number,incident_state,assignment_group,assigned_to,priority,sys_mod_count,sys_updated_at';
    writeFileSync(
      file,
      `${head}\nA,New,"One, two",?,3,0,01-03-2016 10:00\nA,Active,"One, two"\nA,Active,"Say ""three""",?,3,1,01-03-2016 10:00\n`,
    );
    expect(count(file)).toMatchObject({
      code: 1,
      incidents: 1,
      updates: 3,
      transitions: { incident_state: 1, assignment_group: 1, assigned_to: 0 },
      damaged: [{ line: 3, problem: '3 fields instead of 7' }],
    });
  });
});
