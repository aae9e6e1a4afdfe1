import { canonical, LIST } from './attributes.rules.ts';
import { type Criteria, criteriaOf } from './criteria.rules.ts';
import { parseFilter } from './filter.rules.ts';
import { invalidFilter } from './scim.refusals.ts';

/** Most that one page holds; a directory that asks for more gets this many and asks again. */
export const MOST_LISTED = 200;
const USUAL = 100;
/** Where no list goes: positions beyond it are asked for by nobody in good faith. */
const FURTHEST = 10_000_000;

export interface Listing {
  readonly criteria: Criteria;
  readonly startIndex: number;
  readonly offset: number;
  readonly limit: number;
}
type Query = Readonly<Record<string, unknown>>;

/** Numbers that make no sense are corrected as RFC 7644 §3.4.2.4 says, not refused. */
export function listingOf(type: 'User' | 'Group', query: Query): Listing {
  const startIndex = Math.min(FURTHEST, Math.max(1, wholeNumber(query.startIndex, 1)));
  const limit = Math.min(MOST_LISTED, Math.max(0, wholeNumber(query.count, USUAL)));
  const { filter } = query;
  if (filter !== undefined && typeof filter !== 'string') throw invalidFilter('There must be one filter.');
  const criteria = filter === undefined || filter.trim() === '' ? {} : criteriaOf(type, parseFilter(filter));
  return { criteria, startIndex, offset: startIndex - 1, limit };
}

const wholeNumber = (value: unknown, otherwise: number): number =>
  typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : otherwise;

export const listResponse = (resources: readonly object[], total: number, startIndex: number) => ({
  schemas: [LIST],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
});

/** Which attributes an answer holds: `attributes` names them, `excludedAttributes` takes some away. */
export interface Projection {
  readonly only: ReadonlySet<string> | null;
  readonly without: ReadonlySet<string>;
}
const ALWAYS = new Set(['id', 'schemas', 'meta']);

export const projectionOf = (query: Query): Projection => {
  const asked = namesIn(query.attributes).map(topName);
  // What is only a part of an attribute stays: more is sent than was asked for, and nothing is missing.
  const without = namesIn(query.excludedAttributes).filter((name) => name === topName(name));
  return { only: asked.length === 0 ? null : new Set(asked), without: new Set(without) };
};

function namesIn(value: unknown): string[] {
  const text = Array.isArray(value) ? value.join(',') : value;
  if (typeof text !== 'string') return [];
  const names = text.slice(0, 2000).split(',');
  return names.map((name) => canonical(name.trim())).filter((name) => name !== '');
}
const topName = (name: string): string => name.replace(/\..*$/s, '');

export const isWanted = ({ only, without }: Projection, name: string): boolean => {
  const key = canonical(name);
  return ALWAYS.has(key) || (only === null ? !without.has(key) : only.has(key));
};

export const projected = (resource: Readonly<Record<string, unknown>>, projection: Projection): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(resource).filter(([name]) => isWanted(projection, name)));
