import { type Static, Type } from 'typebox';
import { Instant, Nullable } from '../kernel/shapes.ts';

/** My own schedule as a feed for other calendars. Whoever has its address reads it, so the address is shown once. */
export const MyScheduleFeed = Type.Object({
  active: Type.Boolean(),
  createdAt: Nullable(Instant),
  /** When a calendar last asked for it, to the hour. */
  lastReadAt: Nullable(Instant),
});
export type MyScheduleFeed = Static<typeof MyScheduleFeed>;
export const NewScheduleFeed = Type.Object({
  feed: MyScheduleFeed,
  address: Type.String({ description: 'Shown once' }),
});
