import { describe, expect, it } from 'vitest';
import { filterOptions } from './use-options.ts';

const options = [
  { value: '1', label: 'Müller GmbH', note: 'Bremen' },
  { value: '2', label: 'Halvorsen Logistics' },
  { value: '3', label: 'Sögestraße' },
  { value: '4', label: 'شركة النور للتجارة' },
];

describe('filterOptions', () => {
  it.each([
    ['muller bre', ['1']],
    ['sogestrasse', ['3']],
    ['النور', ['4']],
    ['', ['1', '2', '3', '4']],
    ['nobody', []],
  ])('%s', (query, wanted) => expect(filterOptions(options, query).map((option) => option.value)).toEqual(wanted));
});
