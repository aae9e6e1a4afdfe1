import type { ReactNode } from 'react';
import { age, fullStamp, relativeTime, shortStamp } from '../lib/time.ts';
import { useNow, usePlace } from '../lib/use-place.ts';

/**
 * When something was, in the reader's zone: "20 min ago", "Today, 09:12". The full stamp is in the tooltip.
 * `stamp` never says "ago" (timelines), `age` is the dense form (lists).
 */
export function TimeAgo({ at, form = 'ago' }: { at: string; form?: 'ago' | 'stamp' | 'age' }): ReactNode {
  const place = usePlace();
  const now = useNow();
  const text = form === 'age' ? age(at, now, place) : form === 'stamp' ? shortStamp(at, now, place) : relativeTime(at, now, place);
  return (
    <time dateTime={at} title={fullStamp(at, place)}>
      {text}
    </time>
  );
}
