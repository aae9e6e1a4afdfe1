import type { FileView } from '@portico/contracts/files/shapes.ts';
import { deleteDraft, getDraft, saveDraft } from '@portico/contracts/tickets/routes.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../../lib/api.ts';
import { useDraft } from '../../../lib/drafts.ts';

export type Mode = 'reply' | 'note';
export interface Written {
  readonly html: string;
  readonly imageUrls: Readonly<Record<number, string>>;
  readonly files: readonly FileView[];
}
export const EMPTY: Written = { html: '', imageUrls: {}, files: [] };
const isEmpty = (written: Written) => written.html === '' && written.files.length === 0;
const SERVER_MS = 2500;

/**
 * What is being written. Every second or so it is kept in this browser, a little later on the server, so that it can be
 * continued on another machine. `generation` changes when the text was replaced from outside and the editor must start over.
 */
export function useComposerDraft(ticketId: number, mode: Mode) {
  const key = `ticket:${ticketId}:${mode}`;
  const { value, set: keep, clear: forget, savedAt } = useDraft<Written>(key, EMPTY, isEmpty);
  const [generation, setGeneration] = useState(0);
  const touched = useRef(false);
  const latest = useRef(value);
  latest.current = value;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const abort = new AbortController();
    // Older words on the server must not replace what is here already.
    call(getDraft, { params: { key } }, { signal: abort.signal })
      .then((draft) => {
        const body = draft?.body as Partial<Written> | undefined;
        if (touched.current || !body?.html || !isEmpty(latest.current)) return;
        keep({ ...EMPTY, ...body });
        setGeneration((count) => count + 1);
      })
      .catch(() => undefined);
    return () => abort.abort();
  }, [key, keep]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const set = useCallback(
    (next: Written) => {
      touched.current = true;
      latest.current = next;
      keep(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const written = latest.current;
        const done = isEmpty(written)
          ? call(deleteDraft, { params: { key } })
          : call(saveDraft, { params: { key }, body: { body: written } });
        // The copy in this browser is the one that counts.
        done.catch(() => undefined);
      }, SERVER_MS);
    },
    [keep, key],
  );
  const clear = useCallback(() => {
    clearTimeout(timer.current);
    touched.current = true;
    latest.current = EMPTY;
    forget();
    setGeneration((count) => count + 1);
    call(deleteDraft, { params: { key } }).catch(() => undefined);
  }, [forget, key]);
  const replace = useCallback(
    (next: Written) => {
      set(next);
      setGeneration((count) => count + 1);
    },
    [set],
  );
  return { value, set, clear, replace, savedAt, generation, isEmpty: isEmpty(value) };
}
