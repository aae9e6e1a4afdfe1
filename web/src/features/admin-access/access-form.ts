import { type AccessSettings, SESSION_ROLES, type SessionRole } from '@portico/contracts/access/settings.ts';

/** Minutes a page offers; a value set through the API that is none of them is offered as well. */
export const IDLE_CHOICES = [15, 60, 240, 720, 1440, 4320, 10_080, 20_160, 43_200] as const;
export const MAX_CHOICES = [60, 240, 720, 1440, 4320, 10_080, 20_160, 43_200] as const;

export type AccessValues = Readonly<Record<`idle.${SessionRole}` | `max.${SessionRole}` | 'days' | 'minutes' | 'tell', string>>;

export const accessValues = (settings: AccessSettings): AccessValues =>
  ({
    ...Object.fromEntries(
      SESSION_ROLES.flatMap((role) => [
        [`idle.${role}`, String(settings.sessions[role].idleMinutes)],
        [`max.${role}`, String(settings.sessions[role].maxHours * 60)],
      ]),
    ),
    days: String(settings.signInLogDays),
    minutes: String(settings.impersonation.minutes),
    tell: settings.impersonation.tell,
  }) as AccessValues;

/** Everything of the page: what was not touched is what was there, so nothing is lost by sending it. */
export const accessBody = (values: AccessValues) => ({
  signInLogDays: Number(values.days),
  sessions: Object.fromEntries(
    SESSION_ROLES.map((role) => [role, { idleMinutes: Number(values[`idle.${role}`]), maxHours: Number(values[`max.${role}`]) / 60 }]),
  ) as AccessSettings['sessions'],
  impersonation: { minutes: Number(values.minutes), tell: values.tell as AccessSettings['impersonation']['tell'] },
});

export const isBetween = (text: string, least: number, most: number): boolean =>
  /^\d{1,4}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
