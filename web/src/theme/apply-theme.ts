import { useSyncExternalStore } from 'react';
import { type BrandValues, deriveBrand } from './brand.ts';

export type Scheme = 'system' | 'light' | 'dark';

const KEY = 'portico.scheme';
const listeners = new Set<() => void>();

export function currentScheme(): Scheme {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export function setScheme(scheme: Scheme): void {
  const root = document.documentElement;
  if (scheme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = scheme;
  try {
    if (scheme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, scheme);
  } catch {
    // Storage is blocked: the choice holds for this page only.
  }
  for (const listener of listeners) listener();
}

export function useScheme(): [Scheme, (scheme: Scheme) => void] {
  return [useSyncExternalStore(subscribe, currentScheme), setScheme];
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

const PROPERTIES: readonly [string, keyof BrandValues][] = [
  ['--brand-solid', 'solid'],
  ['--brand-hover', 'hover'],
  ['--on-brand', 'on'],
  ['--brand-text', 'text'],
  ['--brand-line', 'line'],
  ['--brand-soft', 'soft'],
  ['--brand-edge', 'edge'],
];

/** Writes the derived brand onto an element, the root by default; set through the CSSOM, which a strict CSP allows. */
export function applyBrand(colour: string, element: HTMLElement = document.documentElement): void {
  const { light, dark } = deriveBrand(colour);
  element.style.setProperty('--brand', colour);
  for (const [property, name] of PROPERTIES) element.style.setProperty(property, `light-dark(${light[name]}, ${dark[name]})`);
}
