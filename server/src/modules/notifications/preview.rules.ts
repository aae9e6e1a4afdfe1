import type { QuietHours, WeekOfNotices } from '@portico/contracts/notifications/shapes.ts';
import type { NoticeTopic } from '../../kernel/module.ts';
import { localTime } from './local-time.rules.ts';
import { choiceOf, nextDigest, quietUntil, type StoredChoices } from './settings.rules.ts';

/** What last week held of one topic: as many notices in the same quarter of an hour. */
export interface Past {
  readonly topic: string;
  readonly at: string;
  readonly critical: boolean;
  readonly count: number;
}

const NIGHT_FROM = 22 * 60;
const NIGHT_UNTIL = 6 * 60;

/** Last week as these settings would have made it. Summaries are counted by the mornings on which there was something to say. */
export function weekUnder(
  past: readonly Past[],
  topics: readonly NoticeTopic[],
  settings: { readonly choices: StoredChoices; readonly quiet: QuietHours; readonly timeZone: string },
): WeekOfNotices {
  const { choices, quiet, timeZone } = settings;
  const byKey = new Map(topics.map((topic) => [topic.key, topic]));
  const summaries = new Set<string>();
  const catchUps = new Set<string>();
  const week = { notices: 0, atNight: 0, held: 0, mails: 0, desktop: 0 };
  for (const { topic: key, at, critical, count } of past) {
    const topic = byKey.get(key);
    if (!topic) continue;
    const choice = choiceOf(topic, choices[key]);
    const until = critical && quiet.urgent ? null : quietUntil(quiet, timeZone, at);
    if (choice.inApp) week.notices += count;
    if (until !== null && (choice.inApp || choice.email !== 'disabled')) week.held += count;
    if (until === null && choice.desktop) week.desktop += count;
    if (until === null && choice.inApp && isNight(localTime(at, timeZone).minute)) week.atNight += count;
    if (choice.email === 'digest' || choice.email === 'weekly') summaries.add(nextDigest(at, choice.email, timeZone));
    else if (choice.email === 'immediate' && until !== null) catchUps.add(until);
    else if (choice.email === 'immediate') week.mails += count;
  }
  return { ...week, mails: week.mails + summaries.size + catchUps.size };
}

const isNight = (minute: number): boolean => minute >= NIGHT_FROM || minute < NIGHT_UNTIL;
