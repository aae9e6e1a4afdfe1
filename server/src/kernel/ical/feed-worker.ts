import { parentPort, workerData } from 'node:worker_threads';
import { splitFeed } from './feed-parts.ts';
import { type FeedEvent, isFarAway, merged, occurrencesOf, readEvent, type Span, TooManyRepetitions } from './occurrences.ts';
import type { FeedOrder, FeedReport } from './read-feed.ts';
import { zonesOf } from './zones.ts';

// A thread of its own, because the calendar library can be kept busy for ever by one rule ("every 31st of February"). Before each event
// it says which one it begins, so that whoever ends the thread knows what to leave out the next time.

const MOST_SPANS = 2_000;
const order = workerData as FeedOrder;
const report = (said: FeedReport): void => parentPort?.postMessage(said);

function read(): FeedReport {
  const { isCalendar, events, zones, broken } = splitFeed(new TextDecoder().decode(order.bytes));
  if (!isCalendar) return { kind: 'no-calendar' };
  const span: Span = [order.from, order.to];
  const zoneOf = zonesOf(zones, order.zone);
  const begin = (index: number): boolean => {
    Atomics.store(order.progress, 0, index + 1);
    return !order.without.includes(index);
  };
  let skipped = broken + order.without.length;
  const readable: { readonly event: FeedEvent; readonly index: number }[] = [];
  for (const [index, lines] of events.entries()) {
    if (isFarAway(lines, span) || !begin(index)) continue;
    try {
      const event = readEvent(lines, zoneOf);
      if (!order.ownUids || !event.uid.endsWith(order.ownUids)) readable.push({ event, index });
    } catch {
      skipped += 1;
    }
  }
  const replaced = Map.groupBy(
    readable.filter(({ event }) => event.replaces !== null),
    ({ event }) => event.uid,
  );
  const spans: Span[] = [];
  for (const { event, index } of readable) {
    if (!begin(index)) continue;
    const others = event.replaces === null ? (replaced.get(event.uid) ?? []) : [];
    try {
      spans.push(...occurrencesOf(event, span, new Set(others.map((one) => one.event.replaces ?? 0))));
    } catch (error) {
      skipped += 1;
      if (error instanceof TooManyRepetitions) spans.push(...error.found);
    }
  }
  return { kind: 'read', spans: merged(spans).slice(0, MOST_SPANS), events: events.length + broken, skipped };
}

report(read());
