import ical, { ICalEventBusyStatus, ICalEventTransparency } from 'ical-generator';
import { SCHEDULE_UIDS } from '../profiles/index.ts';
import type { DueTicket } from './schedules.reads.ts';

export interface Schedule {
  readonly accountId: number;
  readonly tickets: readonly DueTicket[];
  readonly away: { readonly state: 'busy' | 'away' | 'dnd'; readonly since: string; readonly until: string } | null;
}
/** Of the person's language; mails and calendars of one person say the same. */
export interface ScheduleWords {
  readonly name: string;
  readonly due: string;
  readonly busy: string;
  readonly away: string;
  readonly dnd: string;
}
const WORDS: Readonly<Record<'en' | 'de', ScheduleWords>> = {
  en: { name: 'My schedule', due: 'Due', busy: 'Busy', away: 'Away', dnd: 'Do not disturb' },
  de: { name: 'Mein Plan', due: 'Fällig', busy: 'Beschäftigt', away: 'Abwesend', dnd: 'Nicht stören' },
};
export const wordsFor = (language: string | null): ScheduleWords => WORDS[language?.startsWith('de') ? 'de' : 'en'];

const HALF_HOUR = 30 * 60_000;
/** Control characters end lines or worse in calendars that do not escape what they show. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const plain = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();

/** The same for the same content, to the byte, so that its digest is its version. */
export function scheduleCalendar({ accountId, tickets, away }: Schedule, words: ScheduleWords, linkTo: (number: number) => string): string {
  const calendar = ical({ name: words.name, prodId: { company: 'Portico', product: 'Schedule', language: 'EN' }, ttl: 3600 });
  for (const { id, number, title, dueAt, updatedAt } of tickets) {
    if (dueAt === null) continue;
    calendar.createEvent({
      id: `ticket-${id}${SCHEDULE_UIDS}`,
      stamp: new Date(updatedAt),
      // The last half hour before it is due; it keeps nobody from being asked for something else.
      start: new Date(Date.parse(dueAt) - HALF_HOUR),
      end: new Date(dueAt),
      summary: plain(`${words.due}: #${number} ${title}`),
      url: linkTo(number),
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
    });
  }
  if (away) {
    calendar.createEvent({
      id: `away-${accountId}-${Date.parse(away.since)}${SCHEDULE_UIDS}`,
      stamp: new Date(away.since),
      start: new Date(away.since),
      end: new Date(away.until),
      summary: words[away.state],
      transparency: ICalEventTransparency.OPAQUE,
    });
  }
  return calendar.toString();
}
