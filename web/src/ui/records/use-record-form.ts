import { useCallback, useEffect, useState } from 'react';
import { type FieldErrors, type Form, useForm } from '../../lib/form.ts';
import { isProblem } from '../../lib/problem.ts';
import { said } from '../../lib/say-problem.ts';

interface Versioned {
  readonly version: number;
}
export interface RecordFormOptions<R extends Versioned, V extends object> {
  /** As read from the server; a newer one replaces the form's values only while nothing was typed. */
  readonly record: R;
  readonly valuesOf: (record: R) => V;
  readonly validate?: (values: V) => FieldErrors;
  /** Sends what changed on top of that version. */
  readonly save: (patch: Partial<V>, version: number) => Promise<R>;
  /** Reads the newest state when the save lost a race. */
  readonly reload: () => Promise<R>;
}
export interface FieldClash<V> {
  readonly field: keyof V & string;
  readonly before: unknown;
  readonly theirs: unknown;
  /** Present when the same field was changed here too. */
  readonly mine?: unknown;
}
export interface RecordForm<V extends object> extends Form<V> {
  /** Set after a lost race, until the reader decides. */
  readonly clashes: readonly FieldClash<V>[] | null;
  /** Saves what was typed here over the newest state; fields nobody typed in keep the other person's value. */
  readonly keepMine: () => void;
  /** Forgets what was typed here. */
  readonly takeTheirs: () => void;
  /** Goes on typing; a later save asks again only when somebody else was faster again. */
  readonly keepEditing: () => void;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function changesOf<V extends object>(before: V, after: V): Partial<V> {
  const changed = Object.entries(after).filter(([name, value]) => !same(value, before[name as keyof V]));
  return Object.fromEntries(changed) as Partial<V>;
}

/** What somebody else changed between two states, and where that meets what was typed here. */
export function clashesOf<V extends object>(before: V, theirs: V, mine: V): FieldClash<V>[] {
  const typed = changesOf(before, mine);
  return Object.entries(changesOf(before, theirs)).map(([name, value]) => {
    const field = name as keyof V & string;
    return { field, before: before[field], theirs: value, ...(field in typed ? { mine: mine[field] } : {}) };
  });
}

/** Editing one versioned record: sends only what changed with `If-Match`, and shows a lost race instead of overwriting it. */
export function useRecordForm<R extends Versioned, V extends object>(options: RecordFormOptions<R, V>): RecordForm<V> {
  const { record, valuesOf, validate, save, reload } = options;
  const [base, setBase] = useState(record);
  const [theirs, setTheirs] = useState<R | null>(null);
  const [again, setAgain] = useState(false);

  const form = useForm<V>({
    initial: valuesOf(record),
    ...(validate ? { validate } : {}),
    onSubmit: async (values: V): Promise<V> => {
      try {
        const stored = await said('admin', save)(changesOf(valuesOf(base), values), base.version);
        setBase(stored);
        return valuesOf(stored);
      } catch (error) {
        if (isProblem(error, 'version.conflict')) setTheirs(await reload());
        throw error;
      }
    },
  });

  const { dirty, reset } = form;
  useEffect(() => {
    if (record.version <= base.version || dirty || theirs) return;
    setBase(record);
    reset(valuesOf(record));
  }, [record, base.version, dirty, theirs, reset, valuesOf]);

  /** Moves the ground under the form to the newest state; what was typed stays typed. */
  const rebase = useCallback(() => {
    if (!theirs) return;
    const typed = changesOf(valuesOf(base), form.values);
    setBase(theirs);
    reset(valuesOf(theirs));
    for (const [name, value] of Object.entries(typed)) form.set(name as keyof V, value as V[keyof V]);
    setTheirs(null);
  }, [theirs, base, form.values, form.set, reset, valuesOf]);

  useEffect(() => {
    if (!again) return;
    setAgain(false);
    void form.submit();
  }, [again, form.submit]);

  return {
    ...form,
    problem: isProblem(form.problem, 'version.conflict') ? null : form.problem,
    clashes: theirs ? clashesOf(valuesOf(base), valuesOf(theirs), form.values) : null,
    keepMine: () => {
      rebase();
      setAgain(true);
    },
    takeTheirs: () => {
      if (!theirs) return;
      setBase(theirs);
      reset(valuesOf(theirs));
      setTheirs(null);
    },
    keepEditing: rebase,
  };
}
