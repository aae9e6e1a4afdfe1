import { describe, expect, it } from 'vitest';
import { rowsOf } from './query.ts';

describe('rowsOf', () => {
  it('keeps a row that moved between two pages once', () => {
    const pages = [{ items: [{ id: 3 }, { id: 2 }] }, { items: [{ id: 2 }, { id: 1 }] }];
    expect(rowsOf(pages).map((row) => row.id)).toEqual([3, 2, 1]);
  });
  it('is empty before the first page', () => {
    expect(rowsOf(undefined)).toEqual([]);
  });
});
