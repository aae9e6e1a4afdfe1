import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../lib/problem.ts';
import { problemWords } from './problem-words.ts';

export interface Act {
  readonly busy: boolean;
  /** What went wrong, in words. */
  readonly error: string | undefined;
  readonly code: string | null;
  readonly clear: () => void;
  /** Runs once at a time; a failure becomes `error`. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** One act of a step: pressed, under way, refused. */
export function useAct(): Act {
  const { t } = useTranslation('sign-in');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const running = useRef(false);
  const clear = useCallback(() => setFailure(null), []);
  const run = useCallback(async (work: () => Promise<unknown>) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const code = failure instanceof ApiProblem ? failure.code : failure === null ? null : 'failed';
  return { busy, error: failure === null ? undefined : problemWords(failure, t), code, clear, run };
}
