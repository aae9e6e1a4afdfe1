import { describe, expect, it } from 'vitest';
import { renumber } from './desk-rows.ts';

const rows = [
  { id: 1, sort: 10, version: 1 },
  { id: 2, sort: 20, version: 4 },
  { id: 3, sort: 30, version: 1 },
];

describe('renumber', () => {
  it('names only rows that change', () =>
    expect(renumber(rows, [2, 1, 3])).toEqual([
      { id: 2, sort: 10, version: 4 },
      { id: 1, sort: 20, version: 1 },
    ]));
  it('is empty for the order there is', () => expect(renumber(rows, [1, 2, 3])).toEqual([]));
});
