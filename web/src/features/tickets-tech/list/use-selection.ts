import type { TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { useMemo, useRef, useState } from 'react';
import { type RowId, selectRange, toggleRow } from '../../../ui/table-state.ts';

export interface Selection {
  readonly ids: ReadonlySet<RowId>;
  readonly rows: readonly TicketItemForTech[];
  readonly toggle: (id: number) => void;
  /** Everything between the last toggled row and this one. */
  readonly range: (id: number) => void;
  readonly only: (id: number) => void;
  readonly clear: () => void;
}
const NONE: ReadonlySet<RowId> = new Set();

/** Ticked rows; those that left the list (another view, closed by someone) do not count any more. */
export function useSelection(rows: readonly TicketItemForTech[]): Selection {
  const [ids, setIds] = useState(NONE);
  const anchor = useRef<RowId | null>(null);
  const kept = useMemo(() => rows.filter((row) => ids.has(row.id)), [rows, ids]);
  return {
    ids,
    rows: kept,
    toggle: (id) => {
      anchor.current = id;
      setIds((before) => toggleRow(before, id));
    },
    range: (id) => {
      const from = anchor.current ?? id;
      setIds((before) =>
        selectRange(
          before,
          rows.map((row) => row.id),
          from,
          id,
        ),
      );
    },
    only: (id) => {
      anchor.current = id;
      setIds(new Set([id]));
    },
    clear: () => setIds(NONE),
  };
}
