import type { RouteContract } from '@portico/contracts/kernel/route.ts';

export const API_ROOT = '/api/v1';

/**
 * The `Location` of what a POST created: the collection's path plus the new id, when some route answers there.
 *
 * @example POST /tickets/{id}/comments → '/api/v1/tickets/12/comments/7'
 */
export function locationMaker(contracts: readonly RouteContract[]): (created: RouteContract, url: string, body: unknown) => string | null {
  const items = new Set(contracts.map((one) => /^(.*)\/\{[^}]+\}$/.exec(one.path)?.[1]).filter((path) => path !== undefined));
  return (created, url, body) => {
    const id = (body as { id?: unknown } | null)?.id;
    if (created.method !== 'POST' || created.status !== 201) return null;
    if (!items.has(created.path) || (typeof id !== 'number' && typeof id !== 'string')) return null;
    return `${url.split('?')[0]}/${encodeURIComponent(id)}`;
  };
}
