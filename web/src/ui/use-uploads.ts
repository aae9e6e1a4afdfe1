import { useCallback, useRef, useState } from 'react';
import type { UploadRun } from '../lib/upload.ts';

export interface UploadItem<T> {
  readonly key: number;
  readonly file: File;
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | 'done' | 'failed';
  readonly error?: string | undefined;
  readonly result?: T | undefined;
}
export interface Uploads<T> {
  readonly items: readonly UploadItem<T>[];
  readonly busy: boolean;
  readonly add: (files: Iterable<File>) => void;
  readonly remove: (key: number) => void;
  readonly retry: (key: number) => void;
  readonly clear: () => void;
}

/** Several files one after the other; each may be cancelled or tried again, and a failed one keeps its file. */
export function useUploads<T>(
  start: (file: File, onProgress: (sent: number) => void) => UploadRun<T>,
  refuse?: (file: File) => string | null,
): Uploads<T> {
  const [items, setItems] = useState<readonly UploadItem<T>[]>([]);
  const runs = useRef(new Map<number, UploadRun<T>>());
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const last = useRef(0);
  const alive = useRef(new Set<number>());
  const change = useCallback(
    (key: number, part: Partial<UploadItem<T>>) => setItems((all) => all.map((item) => (item.key === key ? { ...item, ...part } : item))),
    [],
  );

  const send = useCallback(
    (key: number, file: File) => {
      const run = async () => {
        if (!alive.current.has(key)) return;
        const current = start(file, (sent) => change(key, { sent }));
        runs.current.set(key, current);
        change(key, { state: 'sending', sent: 0, error: undefined });
        await current.done.then(
          (result) => change(key, { state: 'done', sent: file.size, result }),
          (error: unknown) => change(key, { state: 'failed', error: error instanceof Error ? error.message : '' }),
        );
        runs.current.delete(key);
      };
      queue.current = queue.current.then(run);
    },
    [start, change],
  );

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const key = ++last.current;
        const refused = refuse?.(file) ?? null;
        alive.current.add(key);
        setItems((all) => [...all, { key, file, sent: 0, state: refused === null ? 'waiting' : 'failed', error: refused ?? undefined }]);
        if (refused === null) send(key, file);
      }
    },
    [send, refuse],
  );
  const remove = useCallback((key: number) => {
    alive.current.delete(key);
    runs.current.get(key)?.cancel();
    setItems((all) => all.filter((item) => item.key !== key));
  }, []);
  const retry = useCallback(
    (key: number) => {
      const item = items.find((candidate) => candidate.key === key);
      if (item) send(key, item.file);
    },
    [items, send],
  );
  const clear = useCallback(() => {
    for (const run of runs.current.values()) run.cancel();
    alive.current.clear();
    setItems([]);
  }, []);
  return { items, busy: items.some((item) => item.state === 'sending' || item.state === 'waiting'), add, remove, retry, clear };
}
