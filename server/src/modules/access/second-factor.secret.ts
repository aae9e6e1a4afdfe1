import type { Crypto } from '../../kernel/crypto/crypto.ts';
import type { SealedColumn } from '../../kernel/module.ts';
import { listSealedSecrets, replaceSealedSecret } from './second-factor.store.ts';

const PURPOSE = 'totp.secret';

/** Bound to its account: a row's secret cannot be moved to another person's row. */
export const sealSecret = (crypto: Crypto, accountId: number, secret: string): string =>
  crypto.seal(PURPOSE, secret, `account:${accountId}`);
export const openSecret = (crypto: Crypto, accountId: number, sealed: string): string | null =>
  crypto.open(PURPOSE, sealed, `account:${accountId}`);

export const sealedSecrets: SealedColumn = {
  name: 'account_totp.sealed_secret',
  list: listSealedSecrets,
  reseal: (crypto, { sealed, boundTo }) => {
    const secret = crypto.open(PURPOSE, sealed, boundTo);
    return secret === null ? null : crypto.seal(PURPOSE, secret, boundTo);
  },
  replace: replaceSealedSecret,
};
