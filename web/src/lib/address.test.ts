import { describe, expect, it } from 'vitest';
import { judgeAddress, placeBelow } from './address.ts';

describe('judgeAddress', () => {
  const set = 'https://portal.example.com';
  it('is content with the address the server is set to, also below a path, and without a server', () => {
    expect(judgeAddress(set, set, '')).toBeNull();
    expect(judgeAddress('https://example.com', 'https://example.com/portico', '/portico')).toBeNull();
    expect(judgeAddress('http://localhost:5173', null, '')).toBeNull();
  });
  it('takes the names of this machine for one', () => {
    expect(judgeAddress('http://127.0.0.1:3000', 'http://localhost:3000', '')).toBeNull();
    expect(judgeAddress('http://[::1]:3000', 'http://localhost:3000', '')).toBeNull();
    expect(judgeAddress('http://127.0.0.1:8080', 'http://localhost:3000', '')?.kind).toBe('other');
  });
  it('notices another name and says which setting would be right', () => {
    expect(judgeAddress('https://help.example.com', 'https://portal.example.com/it', '/it')).toEqual({
      kind: 'other',
      opened: 'https://help.example.com/it',
      wanted: 'https://help.example.com/it',
      set: 'https://portal.example.com/it',
    });
    expect(judgeAddress('http://10.0.0.5:3000', 'http://localhost:3000', '')?.kind).toBe('other');
  });
  it('notices that the sign-in cookie would be lost', () => {
    expect(judgeAddress('http://portal.example.com', set, '')?.kind).toBe('insecure');
    expect(judgeAddress('http://localhost:3000', set, '')?.kind).toBe('other');
  });
});

describe('placeBelow', () => {
  it('leads below the sub-path once', () => {
    expect(placeBelow('/tech/tickets/7', '/it')).toBe('/it/tech/tickets/7');
    for (const path of ['/it', '/it/', '/it/tech']) expect(placeBelow(path, '/it'), path).toBeNull();
    expect(placeBelow('/items', '/it')).toBe('/it/items');
    expect(placeBelow('/tech', '')).toBeNull();
  });
});
