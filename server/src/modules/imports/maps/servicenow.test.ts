import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { knownColumns, withOptions } from './import-map.types.ts';
import { servicenow } from './servicenow.ts';

// The fixture has no quoted fields (ATTRIBUTION.md), so a line splits at its commas.
const [header, ...rows] = readFileSync(new URL('../fixtures/incidents-subset.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const column = (name: string) => rows.map((row) => row[header!.indexOf(name)] as string);

describe('the ServiceNow map', () => {
  test('knows every column of the file, and none the file lacks', () => {
    const { needed, ignored } = knownColumns(servicenow);
    expect([...needed, ...ignored].sort()).toEqual([...header!].sort());
  });

  test('knows every state and priority word of the file', () => {
    expect(Object.keys(servicenow.fields.status.values)).toEqual(expect.arrayContaining([...new Set(column('incident_state'))]));
    expect(Object.keys(servicenow.fields.priority.values)).toEqual(expect.arrayContaining([...new Set(column('priority'))]));
  });

  test('gives every state a status of its own, so no transition disappears', () => {
    const names = Object.values(servicenow.fields.status.values).map((status) => status.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('makes no address that could receive mail', () => {
    expect(servicenow.people.requester.email).toMatch(/\.invalid$/);
    expect(servicenow.people.assignee.email).toMatch(/\.invalid$/);
  });

  test('takes company, zone and queue from the operator and stays as shipped', () => {
    const mine = withOptions(servicenow, { company: 'Halvorsen Logistics', timeZone: 'Europe/Oslo' });
    expect(mine.defaults).toEqual({ company: { name: 'Halvorsen Logistics', create: true }, queue: 'Support' });
    expect(mine.times.timeZone).toBe('Europe/Oslo');
    expect(servicenow.times.timeZone).toBe('Europe/Berlin');
  });
});
