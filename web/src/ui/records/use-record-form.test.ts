import { describe, expect, it } from 'vitest';
import { changesOf, clashesOf } from './use-record-form.ts';

describe('changesOf', () => {
  it('names only what differs, arrays by content', () =>
    expect(changesOf({ name: 'A', tags: ['x'], phone: null }, { name: 'B', tags: ['x'], phone: null })).toEqual({ name: 'B' }));
});

describe('clashesOf', () => {
  const before = { name: 'A', phone: '1', notes: '' };
  it('shows what others changed and where it meets what was typed here', () =>
    expect(clashesOf(before, { name: 'B', phone: '2', notes: '' }, { name: 'C', phone: '1', notes: 'mine' })).toEqual([
      { field: 'name', before: 'A', theirs: 'B', mine: 'C' },
      { field: 'phone', before: '1', theirs: '2' },
    ]));
  it('is empty when the other change touched nothing the form shows', () => expect(clashesOf(before, before, before)).toEqual([]));
});
