import { type RefObject, useEffect, useRef } from 'react';
import type { Form } from './form.ts';

/**
 * Keeps a form on top of a record that others change too. Untouched, it follows the record; while something is typed, it stays as it
 * is. The version to save against moves on only as long as the fields of this form are the same there (a new picture is no conflict).
 *
 * @example const base = useRef(0); const form = useForm({ … { ifMatch: base.current } }); useBase(base, form, profile.version, valuesOf(profile));
 */
export function useBase<T extends object>(base: RefObject<number>, form: Form<T>, version: number, values: T): void {
  const text = JSON.stringify(values);
  const known = useRef(text);
  useEffect(() => {
    if (form.dirty && text !== known.current) return;
    base.current = version;
    if (text === known.current) return;
    known.current = text;
    form.reset(JSON.parse(text) as T);
  }, [base, form, version, text]);
}
