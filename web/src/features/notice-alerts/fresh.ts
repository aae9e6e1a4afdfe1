import type { Notice } from '@portico/contracts/notifications/shapes.ts';

/** What is older is history: a laptop that wakes up does not ring for the whole night. */
const NEWS_MS = 3 * 60_000;
/** More at once would be noise; the bell has all of them. */
const MOST = 3;

/** Notices that want to be heard and were not announced before, oldest first. */
export const freshOf = (items: readonly Notice[], lastId: number, now: number): readonly Notice[] =>
  items
    .filter(
      ({ id, readAt, alerts, createdAt }) => id > lastId && readAt === null && alerts.length > 0 && now - Date.parse(createdAt) < NEWS_MS,
    )
    .sort((a, b) => a.id - b.id)
    .slice(-MOST);
