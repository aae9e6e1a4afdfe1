import type { Kernel } from '../kernel.ts';

/** What a command does inside the process that holds the database: the running server, or the command itself when none runs. */
export interface Task<Input = unknown, Result = unknown> {
  readonly name: string;
  readonly run: (kernel: Kernel, input: Input, watch: TaskWatch) => Promise<Result>;
}
export interface TaskWatch {
  /** Aborted when the person pressed Ctrl+C, or went away. */
  readonly signal: AbortSignal;
  /** Anything that can be sent as JSON; the newest counts, so it may be called as often as one likes. */
  readonly onProgress: (progress: unknown) => void;
}

/** One line of the answer. */
export type Frame =
  /** First: what `POST /stop/ID` names. */
  | { readonly type: 'started'; readonly id: string }
  | { readonly type: 'progress'; readonly progress: unknown }
  | { readonly type: 'result'; readonly result: unknown }
  /** A sentence for the person; `status` as in HTTP. */
  | { readonly type: 'refused'; readonly status: number; readonly code: string; readonly detail: string }
  /** Keeps a long silence apart from a dead server. */
  | { readonly type: 'alive' };

export const FRAMES_TYPE = 'application/x-ndjson';
/** Named in the answer to `GET /`, so that a socket of something else is not taken for ours. */
export const PRODUCT = 'portico';
