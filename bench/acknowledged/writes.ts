import { createHash } from 'node:crypto';
import type { Line } from './journal.ts';

/** A write as it goes over the wire; enough to send it again after the client itself was restarted. */
export interface WriteRequest {
  readonly path: string;
  /** `contact:12` or `tech:3`. */
  readonly actAs: string;
  readonly body?: unknown;
  /** An upload instead of a JSON body: the bytes follow from the seed. */
  readonly upload?: { readonly seed: string; readonly size: number };
}

/** Somebody the write must be told to: always a notice, and a mail when it says so. */
export interface Told {
  readonly account: number;
  readonly mail: boolean;
}
export interface ExpectedFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** What must be found afterwards. Titles, comments and file names carry the key of their request. */
export type Expectation =
  | { readonly kind: 'ticket'; readonly told: readonly Told[] }
  | {
      readonly kind: 'comment';
      readonly ticketId: number;
      readonly visibility: 'public' | 'internal';
      readonly files: readonly ExpectedFile[];
      readonly told: readonly Told[];
    }
  | { readonly kind: 'upload'; readonly file: ExpectedFile }
  /** Each ticket whose status is switched has one client that does it, so their order is known. */
  | { readonly kind: 'status'; readonly ticketId: number; readonly to: number | 'closed' | 'reopened'; readonly told: readonly Told[] };

/** One request with all that became of it. */
export interface Write {
  readonly key: string;
  readonly request: WriteRequest;
  readonly expect: Expectation;
  /** `open`: never answered, so it may have happened once or not at all. */
  readonly outcome: 'acknowledged' | 'refused' | 'open';
  /** Ids that acknowledgements named; repeats must name the same. */
  readonly ids: readonly (number | null)[];
  /** Status and code of answers that were no acknowledgement. */
  readonly refusals: readonly string[];
}

/** Deterministic bytes that do not compress. */
export function bytesOf({ seed, size }: { readonly seed: string; readonly size: number }): Buffer {
  const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, index) => createHash('sha256').update(`${seed}/${index}`).digest());
  return Buffer.concat(blocks).subarray(0, size);
}
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Answers that say "not now": the request is sent again with the same key. */
export const isForLater = (status: number, code: string | null): boolean =>
  status >= 500 || status === 429 || code === 'idempotency.inProgress';

/** The writes of a journal, in the order they were first sent. */
export function writesOf(lines: readonly Line[]): readonly Write[] {
  const writes = new Map<string, Write>();
  for (const line of lines) {
    if (line.t === 'sent') {
      const { key, request, expect } = line;
      if (!writes.has(key)) writes.set(key, { key, request, expect, outcome: 'open', ids: [], refusals: [] });
      continue;
    }
    const write = writes.get(line.key);
    if (!write || line.t === 'lost') continue;
    if (line.status < 300) writes.set(line.key, { ...write, outcome: 'acknowledged', ids: [...write.ids, line.id] });
    else {
      const refusals = [...write.refusals, `${line.status} ${line.code ?? ''}`.trim()];
      const outcome = isForLater(line.status, line.code) || write.outcome === 'acknowledged' ? write.outcome : 'refused';
      writes.set(line.key, { ...write, outcome, refusals });
    }
  }
  return [...writes.values()];
}
