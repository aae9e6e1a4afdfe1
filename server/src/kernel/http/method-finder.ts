import type { RouteContract } from '@portico/contracts/kernel/route.ts';
import { API_ROOT } from './locations.ts';

/** Which methods an address does answer, for 405; empty when it answers none. Only asked when no route fits. */
export function methodFinder(contracts: readonly RouteContract[]): (url: string) => readonly string[] {
  const patterns = contracts.map((one) => ({ method: one.method, pattern: patternOf(one.path) }));
  return (url) => {
    const path = url.split('?')[0] ?? '';
    return [...new Set(patterns.filter((one) => one.pattern.test(path)).map((one) => one.method))].sort();
  };
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${API_ROOT}${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);
