import type { Difference, Transitions } from './plan-ticket.ts';
import type { Made } from './prepare-names.ts';
import type { Problem } from './source/group-rows.ts';

/** What an import says of itself. Small enough to send: it grows with what is odd in the file, not with the file. */
export interface ImportReport {
  readonly dryRun: boolean;
  /** `stopped`: asked to stop between two tickets; the next start of the same import goes on from there. */
  readonly state: 'done' | 'stopped';
  readonly runId: number | null;
  /** It went on with an import that had stopped. */
  readonly resumed: boolean;
  readonly map: string;
  readonly timeZone: string;
  readonly company: string;
  readonly queue: string;
  readonly file: { readonly rows: number; readonly tickets: number };
  readonly tickets: TicketCounts;
  readonly made: Made;
  /** Of all tickets of the file that are here now. */
  readonly transitions: Transitions;
  readonly damaged: readonly Problem[];
  /** Tickets that are here, but whose file now says something else about their past. */
  readonly kept: readonly Problem[];
  /** The file's own counters where they differ from its rows. */
  readonly differences: readonly Difference[];
  /** Columns the map has never heard of. */
  readonly unknownColumns: readonly string[];
  readonly seconds: number;
}

export interface TicketCounts {
  created: number;
  changed: number;
  unchanged: number;
  damaged: number;
  kept: number;
}

export const noTransitions = (): { -readonly [K in keyof Transitions]: number } => ({
  states: 0,
  groups: 0,
  assignees: 0,
  priorities: 0,
  reopenings: 0,
});

/** What the importer says while it works. `done` counts rows of the file, except while it makes people and other rows. */
export interface ImportProgress {
  readonly phase: 'reading' | 'preparing' | 'replaying';
  readonly done: number;
  /** null while it is not known yet. */
  readonly total: number | null;
}
