import { useEffect, useRef, useState } from 'react';
import type { ListItem } from './use-ticket-list.ts';

const FLASH_MS = 1600;
const NONE: ReadonlySet<number> = new Set();

/** Ids of rows that came or changed since the list was shown, for a moment: where did that come from is answered by the eye. */
export function useFlash(items: readonly ListItem[]): ReadonlySet<number> {
  const known = useRef<Map<number, number> | null>(null);
  const [flashing, setFlashing] = useState(NONE);
  useEffect(() => {
    const rows = items.flatMap((item) => (item.kind === 'row' ? [item.row] : []));
    const before = known.current;
    known.current = new Map(rows.map((row) => [row.id, row.version]));
    if (before === null || before.size === 0) return;
    const changed = rows.filter((row) => before.get(row.id) !== row.version).map((row) => row.id);
    // Half of the list new means another view or page, not news.
    if (changed.length === 0 || changed.length > Math.max(3, rows.length / 4)) return;
    setFlashing(new Set(changed));
    const timer = setTimeout(() => setFlashing(NONE), FLASH_MS);
    return () => clearTimeout(timer);
  }, [items]);
  return flashing;
}
