import { expect, it } from 'vitest';
import { cleanListSearch } from './list-search.ts';

it.each([
  [{}, {}],
  [
    { scope: 'company', state: 'closed', q: 'scanner', sort: '-createdAt' },
    { scope: 'company', state: 'closed', q: 'scanner', sort: '-createdAt' },
  ],
  [{ scope: 'mine', state: 'open', q: '', sort: '-updatedAt' }, {}],
  [{ scope: ['x'], state: 1, q: { a: 1 }, sort: 'price', other: 'x' }, {}],
  [{ q: 48213 }, { q: '48213' }],
])('%j → %j', (search, clean) => expect(cleanListSearch(search)).toEqual(clean));
