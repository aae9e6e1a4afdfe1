import { useCallback, useMemo, useRef, useState } from 'react';
import { ApiProblem } from './problem.ts';

export type FieldErrors = Readonly<Record<string, string>>;

export interface Form<T extends object> {
  readonly values: T;
  readonly dirty: boolean;
  readonly errors: FieldErrors;
  readonly busy: boolean;
  /** The refusal when it names no field of this form. */
  readonly problem: ApiProblem | null;
  readonly set: <K extends keyof T>(name: K, value: T[K]) => void;
  /** Props for one field: `<TextField label=… {...form.field('subject')} />`. */
  readonly field: <K extends keyof T & string>(
    name: K,
  ) => { name: K; value: T[K]; onChange: (value: T[K]) => void; error: string | undefined };
  readonly submit: (event?: { preventDefault(): void }) => Promise<void>;
  readonly reset: (values?: T) => void;
}

export interface FormOptions<T> {
  readonly initial: T;
  /** Field → sentence; an empty object lets the form go. */
  readonly validate?: (values: T) => FieldErrors;
  /** May return the values as they were stored, when the server tidied them. */
  readonly onSubmit: ((values: T) => Promise<void>) | ((values: T) => Promise<T>);
}

/** Values, what changed, and the server's field errors at the fields they belong to. Typed values survive every failure. */
export function useForm<T extends object>({ initial, validate, onSubmit }: FormOptions<T>): Form<T> {
  const [start, setStart] = useState(initial);
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  const set = useCallback(<K extends keyof T>(name: K, value: T[K]) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors(({ [name as string]: _gone, ...rest }) => rest);
  }, []);

  const submit = useCallback(
    async (event?: { preventDefault(): void }) => {
      event?.preventDefault();
      if (running.current) return;
      const found = validate?.(values) ?? {};
      setErrors(found);
      setProblem(null);
      if (Object.keys(found).length > 0) return;
      running.current = true;
      setBusy(true);
      try {
        const stored = (await onSubmit(values)) ?? values;
        setStart(stored);
        // Whatever was typed while the answer was under way stays.
        setValues((now) => (now === values ? stored : now));
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        const mapped = fieldErrors(error, values);
        setErrors(mapped);
        if (Object.keys(mapped).length === 0) setProblem(error);
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [values, validate, onSubmit],
  );

  const field = <K extends keyof T & string>(name: K) => ({
    name,
    value: values[name],
    onChange: (value: T[K]) => set(name, value),
    error: errors[name],
  });
  const reset = useCallback(
    (next?: T) => {
      const value = next ?? start;
      setStart(value);
      setValues(value);
      setErrors({});
      setProblem(null);
    },
    [start],
  );
  const dirty = useMemo(() => JSON.stringify(values) !== JSON.stringify(start), [values, start]);
  return { values, dirty, errors, busy, problem, set, field, submit, reset };
}

/** `/body/subject` and `subject` both name the field `subject`; paths the form does not know are left to the page. */
export function fieldErrors(problem: ApiProblem, values: object): FieldErrors {
  const errors: Record<string, string> = {};
  for (const { path, message } of problem.fields) {
    const name =
      path
        .replace(/^\/?body/, '')
        .split(/[./]/)
        .filter(Boolean)[0] ?? '';
    if (name in values) errors[name] ??= message;
  }
  return errors;
}
