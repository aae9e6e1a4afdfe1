import { describe, expect, it } from 'vitest';
import { pathOf, queryOf } from './api.ts';

describe('pathOf', () => {
  it('fills and escapes parameters', () => {
    expect(pathOf('/tickets/{id}/files/{name}', { id: 7, name: '../a b' })).toBe('/tickets/7/files/..%2Fa%20b');
  });
});

describe('queryOf', () => {
  it('repeats arrays and leaves out what is not set', () => {
    expect(queryOf({ status: ['open', 'new'], q: 'a&b', cursor: undefined, count: false })).toBe(
      '?status=open&status=new&q=a%26b&count=false',
    );
  });
  it('is empty without values', () => {
    expect(queryOf({ q: undefined })).toBe('');
  });
});
