/** What the list of tickets shows; it lives in the address, so it survives a reload and can be sent to a colleague. */
export interface ListSearch {
  readonly scope?: 'participating' | 'company';
  /** Only those of this contact group. */
  readonly group?: number;
  readonly state?: 'closed';
  readonly q?: string;
  readonly sort?: '-createdAt' | 'relevance';
}

const oneOf = <T extends string>(value: unknown, words: readonly T[]): T | undefined => words.find((word) => word === value);

/** Only what differs from the usual stays in the address; nonsense is dropped. */
export function cleanListSearch(search: Record<string, unknown>): ListSearch {
  const scope = oneOf(search['scope'], ['participating', 'company'] as const);
  const state = oneOf(search['state'], ['closed'] as const);
  const sort = oneOf(search['sort'], ['-createdAt', 'relevance'] as const);
  const typed = search['q'];
  const q = typeof typed === 'string' || typeof typed === 'number' ? String(typed).slice(0, 200) : '';
  const group = Number(search['group']);
  return {
    ...(Number.isInteger(group) && group > 0 && group < 2 ** 31 ? { group } : {}),
    ...(scope ? { scope } : {}),
    ...(state ? { state } : {}),
    ...(q ? { q } : {}),
    ...(sort ? { sort } : {}),
  };
}
