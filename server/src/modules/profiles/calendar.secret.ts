import type { Crypto } from '../../kernel/crypto/crypto.ts';
import type { SealedColumn } from '../../kernel/module.ts';
import { listSealedAddresses, replaceSealedAddress } from './calendar.store.ts';

const PURPOSE = 'calendar.address';

/** Bound to its owner: an address cannot be moved to another tech's row. */
export const sealAddress = (crypto: Crypto, techId: number, address: string): string => crypto.seal(PURPOSE, address, `tech:${techId}`);
export const openAddress = (crypto: Crypto, techId: number, sealed: string): string | null =>
  crypto.open(PURPOSE, sealed, `tech:${techId}`);

export const sealedAddresses: SealedColumn = {
  name: 'tech_calendars.sealed_address',
  list: listSealedAddresses,
  reseal: (crypto, { sealed, boundTo }) => {
    const address = crypto.open(PURPOSE, sealed, boundTo);
    return address === null ? null : crypto.seal(PURPOSE, address, boundTo);
  },
  replace: replaceSealedAddress,
};
