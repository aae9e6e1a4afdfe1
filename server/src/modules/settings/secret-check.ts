import type { Logger } from 'pino';
import { nowIso } from '../../kernel/clock.ts';
import type { Db } from '../../kernel/context.ts';
import type { Crypto } from '../../kernel/crypto/crypto.ts';
import { listValues, type Scope, upsertValue } from './settings.store.ts';

const KEY = 'secret.check';
const PURPOSE = 'secret.check';
const GLOBAL: Scope = { scope: 'global', id: 0 };

/**
 * Does this process hold the secret that this database was used with? A folder without its `secret` file, or a second server with a
 * secret of its own, would otherwise show itself only much later, as links and codes that do not work.
 *
 * @returns `none` before the first start.
 */
export async function readSecretCheck(db: Db, crypto: Crypto): Promise<'fits' | 'previous' | 'other' | 'none'> {
  const [found] = await listValues(db, KEY, [GLOBAL]);
  if (!found) return 'none';
  const sealed = String(found.value);
  if (crypto.open(PURPOSE, sealed) === null) return 'other';
  return crypto.keyOf(sealed) === 'current' ? 'fits' : 'previous';
}

/** Remembers the current secret, under itself. A secret that does not fit is remembered only when its loss is accepted. */
export async function keepSecretCheck(db: Db, crypto: Crypto, now: string): Promise<void> {
  await upsertValue(db, KEY, GLOBAL, crypto.seal(PURPOSE, 'portico'), now);
}

/** At each start: the first one remembers the secret, a later one with another secret is told so in the log (and by `doctor`). */
export async function noteInstanceSecret(db: Db, crypto: Crypto, log: Logger): Promise<void> {
  const check = await readSecretCheck(db, crypto);
  if (check === 'none') await keepSecretCheck(db, crypto, nowIso());
  if (check === 'other') {
    log.error(
      'The instance secret is not the one this database was used with: codes that wait and links in mails do not work. Give back DATA_DIR/secret or PORTICO_SECRET; "portico secrets status" says more.',
    );
  }
}
