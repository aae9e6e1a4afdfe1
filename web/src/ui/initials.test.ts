import { describe, expect, it } from 'vitest';
import { AVATAR_COLOURS, avatarColour, initials } from './initials.ts';

describe('initials', () => {
  it.each([
    ['Jana Osterkamp', 'JO'],
    ['  Tomás   Rivera 🌵 ', 'TR'],
    ['🦊 Zoë Winter', 'ZW'],
    ['ليلى حداد', 'لح'],
    ['Dr. Anneliese Pfefferkorn', 'AP'],
    ['Friederike Wolkenstein-Achterberg', 'FW'],
    ['Cher', 'C'],
    ['李小龙', '李'],
    ['Иван Петров', 'ИП'],
    ["o'neill, sean", 'OS'],
    ['Élodie Étienne', 'ÉÉ'],
    ['ßtrange name', 'ßN'],
    ['🌵🌵', '?'],
    ['', '?'],
    ['Dr.', 'D'],
  ])('%s → %s', (name, wanted) => expect(initials(name)).toBe(wanted));
});

describe('avatarColour', () => {
  it('is stable and uses all eight pairs', () => {
    expect(avatarColour(7)).toBe(avatarColour('7'));
    expect(new Set(Array.from({ length: 200 }, (_none, id) => avatarColour(id))).size).toBe(AVATAR_COLOURS.length);
  });
});
