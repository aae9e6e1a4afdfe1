import { describe, expect, it } from 'vitest';
import { safeReturnPath } from './return-path.ts';

describe('allows', () => {
  it.each(['/portal', '/tech/tickets/12?tab=log#c7', '/portal/tickets/1%2F2'])('%s', (path) => {
    expect(safeReturnPath(path)).toBe(path);
  });
});

describe('refuses', () => {
  const bad = [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'portal',
    '',
    '/./\\evil',
    '/.//evil.example',
    '/api/v1/session',
    `/${'x'.repeat(3000)}`,
    null,
    ['/portal'],
    7,
  ];
  it.each(bad)('%j', (path) => {
    expect(safeReturnPath(path, '/sign-in')).toBe('/sign-in');
  });
});
