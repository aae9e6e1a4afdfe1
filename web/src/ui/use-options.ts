import { useEffect, useRef, useState } from 'react';

export interface Option {
  readonly value: string;
  readonly label: string;
  /** Second line: company, e-mail, path. */
  readonly note?: string | undefined;
  readonly disabled?: boolean;
}
export type OptionSource = readonly Option[] | ((query: string, signal: AbortSignal) => Promise<readonly Option[]>);
export interface OptionState {
  readonly options: readonly Option[];
  readonly loading: boolean;
  readonly failed: boolean;
}

const PAUSE_MS = 180;
const MOST_SHOWN = 100;

/** Options for what was typed: filtered here when the list is given, asked from the server after a pause when it is a search. */
export function useOptions(source: OptionSource, query: string, active: boolean): OptionState {
  const [found, setFound] = useState<OptionState>({ options: [], loading: false, failed: false });
  const latest = useRef(source);
  latest.current = source;
  const searched = typeof source === 'function';

  useEffect(() => {
    const search = latest.current;
    if (!active || typeof search !== 'function') return;
    const abort = new AbortController();
    setFound((before) => ({ ...before, loading: true, failed: false }));
    const timer = setTimeout(
      () => {
        search(query, abort.signal).then(
          (options) => !abort.signal.aborted && setFound({ options, loading: false, failed: false }),
          () => !abort.signal.aborted && setFound({ options: [], loading: false, failed: true }),
        );
      },
      query === '' ? 0 : PAUSE_MS,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, active]);

  if (searched) return found;
  return { options: filterOptions(source as readonly Option[], query), loading: false, failed: false };
}

/** Every word must occur somewhere, accents and case aside: "muller gmb" finds "Müller GmbH". */
export function filterOptions(options: readonly Option[], query: string): readonly Option[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const matching = options.filter((option) => {
    const text = fold(`${option.label} ${option.note ?? ''}`);
    return words.every((word) => text.includes(word));
  });
  return matching.slice(0, MOST_SHOWN);
}

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss').toLocaleLowerCase();
