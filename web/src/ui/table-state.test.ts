import { describe, expect, it } from 'vitest';
import { moveCursor, nextSort, selectRange, sortParam, toggleAll, toggleRow } from './table-state.ts';

describe('list state', () => {
  it('sorts up, then down, then another column up', () => {
    const first = nextSort(undefined, 'name');
    expect([sortParam(first), sortParam(nextSort(first, 'name')), sortParam(nextSort(first, 'age'))]).toEqual(['name', '-name', 'age']);
  });
  it('toggles one row', () => expect([...toggleRow(toggleRow(new Set(), 1), 1)]).toEqual([]));
  it('chooses all visible and keeps the others', () => {
    const all = toggleAll(new Set([9]), [1, 2]);
    expect([...all]).toEqual([9, 1, 2]);
    expect([...toggleAll(all, [1, 2])]).toEqual([9]);
  });
  it('chooses a range in either direction', () => expect([...selectRange(new Set(), [1, 2, 3, 4], 3, 1)]).toEqual([1, 2, 3]));
  it('moves the cursor and stops at the ends', () => {
    expect([moveCursor([1, 2], null, 1), moveCursor([1, 2], 2, 1), moveCursor([1, 2], 2, -1), moveCursor([], null, 1)]).toEqual([
      1,
      2,
      1,
      null,
    ]);
  });
});
