import type { AccessSettings, SessionLimit, SessionRole } from '@portico/contracts/access/settings.ts';
import type { Db } from '../../kernel/context.ts';
import { getSetting } from '../settings/index.ts';

export const ACCESS_SETTINGS_KEY = 'access';
const DAY = 24 * 60;

/** Who may change more is asked to come back sooner. A weekend away signs no tech out. */
export const SESSION_DEFAULTS: Readonly<Record<SessionRole, SessionLimit>> = {
  contact: { idleMinutes: 7 * DAY, maxHours: 720 },
  streamline: { idleMinutes: 7 * DAY, maxHours: 720 },
  member: { idleMinutes: 7 * DAY, maxHours: 720 },
  advanced: { idleMinutes: 7 * DAY, maxHours: 720 },
  admin: { idleMinutes: 3 * DAY, maxHours: 336 },
  'master-admin': { idleMinutes: 3 * DAY, maxHours: 336 },
};
const DEFAULTS: AccessSettings = {
  signInLogDays: 180,
  sessions: SESSION_DEFAULTS,
  impersonation: { minutes: 30, tell: 'off' },
};

/** What is stored, or the default for each part that is not. */
export function withDefaults(stored: Partial<AccessSettings>): AccessSettings {
  return { ...DEFAULTS, ...stored, sessions: { ...DEFAULTS.sessions, ...stored.sessions } };
}

export const loadAccessSettings = async (db: Db): Promise<AccessSettings> =>
  withDefaults(await getSetting<Partial<AccessSettings>>(db, ACCESS_SETTINGS_KEY, {}));
