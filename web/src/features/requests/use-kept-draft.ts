import { deleteDraft, getDraft, saveDraft } from '@portico/contracts/tickets/routes.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../lib/api.ts';
import { type DraftHandle, readDraft, useDraft } from '../../lib/drafts.ts';

const PAUSE_MS = 2500;

export interface KeptDraft<T> extends DraftHandle<T> {
  /** Changes when a draft of another device arrived: an editor that reads its text once starts over. */
  readonly arrived: number;
}

/** A draft kept in this browser at once and on the server a moment later, so that it can be finished on another device. */
export function useKeptDraft<T>(key: string, initial: T, isEmpty: (value: T) => boolean): KeptDraft<T> {
  const draft = useDraft(key, initial, isEmpty);
  const [arrived, setArrived] = useState(0);
  const touched = useRef(readDraft(key) !== null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { set: setLocal, clear: clearLocal } = draft;

  useEffect(() => {
    if (touched.current) return;
    let current = true;
    call(getDraft, { params: { key } })
      .then((found) => {
        if (!current || !found || touched.current) return;
        setLocal(found.body as T);
        setArrived((count) => count + 1);
      })
      // Without an answer the form simply starts empty.
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [key, setLocal]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const forget = useCallback(() => void call(deleteDraft, { params: { key } }).catch(() => undefined), [key]);
  const set = useCallback(
    (value: T) => {
      touched.current = true;
      setLocal(value);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        if (isEmpty(value)) forget();
        // The copy in this browser is the one that counts; a server that does not answer changes nothing.
        else void call(saveDraft, { params: { key }, body: { body: value } }).catch(() => undefined);
      }, PAUSE_MS);
    },
    [key, setLocal, isEmpty, forget],
  );
  const clear = useCallback(() => {
    clearTimeout(timer.current);
    clearLocal();
    forget();
  }, [clearLocal, forget]);
  return { ...draft, set, clear, arrived };
}
