import {
  ALERTS,
  type Alert,
  DIGEST_HOUR,
  type EmailWhen,
  type NotificationPatch,
  type NotificationSettings,
  type QuietHours,
} from '@portico/contracts/notifications/shapes.ts';
import { invalidField } from '../../kernel/errors.ts';
import type { NoticeTopic } from '../../kernel/module.ts';
import { dayAfter, instantOf, localTime } from './local-time.rules.ts';

/** What a person decided about one topic; null = as by default. */
export interface StoredChoice {
  readonly inApp: boolean | null;
  readonly desktop: boolean | null;
  readonly email: EmailWhen | null;
}
/** By topic; only what was chosen. */
export type StoredChoices = Readonly<Record<string, StoredChoice>>;
export interface Preferences {
  readonly quiet: QuietHours;
  readonly sound: boolean;
  readonly popUps: boolean;
}
/** What holds for one person, one topic. */
export interface Choice {
  readonly inApp: boolean;
  readonly desktop: boolean;
  readonly email: EmailWhen;
}

export const DEFAULTS: Preferences = {
  quiet: { on: false, from: '22:00', until: '07:00', days: [1, 2, 3, 4, 5, 6, 7], urgent: true },
  sound: true,
  popUps: true,
};

/** The browser announces what appears in the bell, so there is no desktop notification without it. */
export function choiceOf(topic: NoticeTopic, stored: StoredChoice | undefined): Choice {
  const inApp = topic.inApp !== false && (stored?.inApp ?? true);
  return { inApp, desktop: inApp && (stored?.desktop ?? topic.desktop === true), email: stored?.email ?? topic.email };
}

export const isSilent = ({ inApp, email }: Choice): boolean => !inApp && email === 'disabled';

/** Choices after a patch that was not saved yet. */
export function patchChoices(stored: StoredChoices, patch: NotificationPatch): StoredChoices {
  const after: Record<string, StoredChoice> = { ...stored };
  for (const { topic, inApp, desktop, email } of patch.choices ?? []) {
    const before = after[topic] ?? { inApp: null, desktop: null, email: null };
    after[topic] = {
      inApp: inApp === undefined ? before.inApp : inApp,
      desktop: desktop === undefined ? before.desktop : desktop,
      email: email === undefined ? before.email : email,
    };
  }
  return after;
}

export const patchPreferences = (before: Preferences, { quiet, sound, popUps }: NotificationPatch): Preferences => ({
  quiet: quiet ?? before.quiet,
  sound: sound ?? before.sound,
  popUps: popUps ?? before.popUps,
});

/** The choices as the settings page shows them, in the order in which the product declares the topics. */
export const choicesFor = (topics: readonly NoticeTopic[], stored: StoredChoices): NotificationSettings['choices'] =>
  topics.map((topic) => {
    const own = stored[topic.key];
    return {
      topic: topic.key,
      ...choiceOf(topic, own),
      offersInApp: topic.inApp !== false,
      isDefault: (own?.inApp ?? own?.desktop ?? own?.email ?? null) === null,
    };
  });

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** When the quiet hours that hold at this instant end, or null. Hours that follow each other without a gap are one. */
export function quietUntil(quiet: QuietHours, timeZone: string, now: string): string | null {
  if (!quiet.on || quiet.from === quiet.until) return null;
  const { date } = localTime(now, timeZone);
  // Those that began yesterday may still hold.
  for (const day of [dayAfter(date, -1), date]) {
    const from = instantOf(day, minuteOf(quiet.from), timeZone);
    if (!quiet.days.includes(localTime(from, timeZone).weekday)) continue;
    const until = instantOf(minuteOf(quiet.until) <= minuteOf(quiet.from) ? dayAfter(day) : day, minuteOf(quiet.until), timeZone);
    if (from <= now && now < until) return until;
  }
  return null;
}

/** The first nine o'clock after an instant, of any day or of a Monday. */
export function nextDigest(after: string, when: 'digest' | 'weekly', timeZone: string): string {
  const start = localTime(after, timeZone);
  for (let days = 0; ; days++) {
    const date = dayAfter(start.date, days);
    const at = instantOf(date, DIGEST_HOUR * 60, timeZone);
    if (at > after && (when === 'digest' || localTime(at, timeZone).weekday === 1)) return at;
  }
}

/** When a notice that is not mailed at once is to be in a summary; null = never. */
export function digestAt(madeAt: string, email: EmailWhen, timeZone: string): string | null {
  if (email === 'disabled') return null;
  // Somebody who wants mails at once by now is told with the next look.
  return email === 'immediate' ? madeAt : nextDigest(madeAt, email, timeZone);
}

/** How open pages make themselves heard. */
export function alertsFor(choice: Choice, { sound, popUps }: Preferences, level: { isUrgent: boolean; isHigh: boolean }): Alert[] {
  const wanted: Record<Alert, boolean> = { desktop: choice.desktop, sound: sound && level.isUrgent, 'pop-up': popUps && level.isHigh };
  return choice.inApp ? ALERTS.filter((alert) => wanted[alert]) : [];
}

const WEEK_MS = 7 * 86_400_000;
export const weekBefore = (now: string): string => new Date(Date.parse(now) - WEEK_MS).toISOString();

/** @throws 422 for a topic that nobody declares for this person, a switch it does not have, and quiet hours without an end. */
export function checkPatch(topics: readonly NoticeTopic[], patch: NotificationPatch): void {
  for (const [index, { topic: key, inApp, desktop }] of (patch.choices ?? []).entries()) {
    const topic = topics.find((one) => one.key === key);
    if (!topic) throw invalidField(`choices.${index}.topic`, 'unknown', 'There is no such kind of notice for you. Nothing was changed.');
    if (topic.inApp === false && (inApp === true || desktop === true))
      throw invalidField(`choices.${index}.inApp`, 'mailOnly', 'This notice only comes by mail. Nothing was changed.');
  }
  if (patch.quiet && patch.quiet.from === patch.quiet.until)
    throw invalidField('quiet.until', 'empty', 'Quiet hours end at another time than they begin. Nothing was changed.');
}
