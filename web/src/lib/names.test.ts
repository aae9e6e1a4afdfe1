import { expect, it } from 'vitest';
import { shortName } from './names.ts';

it.each([
  ['Sam Okafor', 'Sam'],
  ['Tomás  Rivera 🌵', 'Tomás'],
  ['ليلى حداد', 'ليلى'],
  ['Okafor, Sam', 'Sam'],
  ['Dr. Bergmann', 'Dr. Bergmann'],
  ['Frau Weiß', 'Frau Weiß'],
  ['J Osterkamp', 'J Osterkamp'],
  ['Monitoring', 'Monitoring'],
  ['', ''],
])('%s → %s', (name, short) => expect(shortName(name)).toBe(short));
