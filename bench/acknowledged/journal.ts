import { fdatasync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Expectation, WriteRequest } from './writes.ts';

/** What the journal says, one JSON object per line. `sent` is on disk before the request leaves. */
export type Line =
  | { readonly t: 'sent'; readonly key: string; readonly request: WriteRequest; readonly expect: Expectation }
  | { readonly t: 'answer'; readonly key: string; readonly status: number; readonly id: number | null; readonly code: string | null }
  | { readonly t: 'lost'; readonly key: string; readonly reason: string };

export interface Journal {
  /** Returns once the line is on disk. Lines that come while the disk is busy share its next flush. */
  write(line: Line): Promise<void>;
  /** How many answers came so far. */
  readonly answers: () => number;
  /** Everything written so far, read back from the file. */
  lines(): readonly Line[];
}

/** Opens a journal for appending; what an earlier run wrote stays. */
export function openJournal(path: string): Journal {
  const file = openSync(path, 'a', 0o600);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  let waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let flushing = false;
  let answers = 0;
  const flush = (): void => {
    if (flushing || waiting.length === 0) return;
    flushing = true;
    const served = waiting;
    waiting = [];
    fdatasync(file, (error) => {
      flushing = false;
      for (const one of served) error ? one.reject(error) : one.resolve();
      flush();
    });
  };
  return {
    write: (line) =>
      new Promise((resolve, reject) => {
        if (line.t === 'answer') answers += 1;
        writeSync(file, `${JSON.stringify(line)}\n`);
        waiting.push({ resolve, reject });
        flush();
      }),
    answers: () => answers,
    lines: () => readJournal(path),
  };
}

/** Reads a journal. A last line that was cut off by a crash of the client was never flushed, so its request was never sent. */
export function readJournal(path: string): readonly Line[] {
  const texts = readFileSync(path, 'utf8').split('\n');
  const isWhole = texts.at(-1) === '';
  return texts
    .slice(0, isWhole ? -1 : texts.length - 1)
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as Line);
}
