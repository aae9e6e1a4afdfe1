import type { Capability } from '@portico/contracts/rights/capabilities.ts';
import type { TFunction } from 'i18next';

/** Capabilities are `noun.what`, and so are the keys of their words. */
export function capabilityWord(t: TFunction<'admin'>, capability: Capability): string {
  const [noun = '', what = ''] = capability.split('.');
  return t(`rights.capability.${noun}.${what}` as 'rights.capability.tickets.work');
}
