import { describe, expect, it } from 'vitest';
import { nameOf } from './hotkeys.ts';

const event = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('nameOf', () => {
  it.each([
    [event('j'), 'j'],
    [event('k', { metaKey: true }), 'mod+k'],
    [event('K', { ctrlKey: true, shiftKey: true }), 'mod+shift+k'],
    [event('?', { shiftKey: true }), '?'],
    [event('A', { shiftKey: true }), 'shift+a'],
    [event('Escape'), 'esc'],
    [event('Enter', { ctrlKey: true }), 'mod+enter'],
  ])('%o', (given, wanted) => expect(nameOf(given)).toBe(wanted));
});
