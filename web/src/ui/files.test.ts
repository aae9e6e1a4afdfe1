import { describe, expect, it } from 'vitest';
import { previewKind } from './files.ts';

describe('previewKind', () => {
  it.each([
    ['image/png', 'image'],
    ['image/svg+xml', 'none'],
    ['text/html; charset=utf-8', 'none'],
    ['application/xhtml+xml', 'none'],
    ['text/plain', 'text'],
    ['application/json', 'text'],
    ['application/pdf', 'pdf'],
    ['image/heic', 'none'],
    ['', 'none'],
  ])('%s → %s', (type, kind) => expect(previewKind(type)).toBe(kind));
});
