import { nowIso } from '../../kernel/clock.ts';
import type { Db } from '../../kernel/context.ts';
import { hashToken, randomToken, sameText } from '../../kernel/crypto/crypto.ts';
import { hasMasterAdmin } from '../access/index.ts';
import { getSetting, keepSetting, takeSetting } from '../settings/index.ts';

const KEY = 'setup.tokenHash';

/**
 * A one-time token for an empty workspace, to be printed by the start command, or null when the workspace has its master
 * administrator. Each start makes a new one, because the one before may be in somebody's log.
 *
 * @param db the pool, after the migrations.
 */
export async function ensureSetupToken(db: Db): Promise<string | null> {
  if (await hasMasterAdmin(db)) return null;
  const token = randomToken(18);
  await keepSetting(db, KEY, hashToken(token), nowIso());
  return token;
}

export async function isSetupToken(db: Db, token: string): Promise<boolean> {
  const stored = await getSetting<string | null>(db, KEY, null);
  return stored !== null && sameText(stored, hashToken(token.trim()));
}

/** Uses the token up; true for exactly one of several set-ups that run at once. */
export const takeSetupToken = (db: Db): Promise<boolean> => takeSetting(db, KEY);
