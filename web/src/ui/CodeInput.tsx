import { type ReactNode, useEffect, useRef, useState } from 'react';
import s from './CodeInput.module.css';
import { cx } from './class-names.ts';
import { Field, type FieldProps } from './Field.tsx';

const LENGTH = 6;
const BOXES = [0, 1, 2, 3, 4, 5];

export interface CodeInputProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Called when the sixth digit arrives. */
  readonly onComplete?: (value: string) => void;
  readonly name?: string;
  readonly autoFocus?: boolean;
}

/** Six digits in one real input lying over six drawn boxes: paste, autofill and screen readers see an ordinary field. */
export function CodeInput({ value, onChange, onComplete, name = 'code', autoFocus, ...field }: CodeInputProps): ReactNode {
  const ref = useRef<HTMLInputElement>(null);
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    if (autoFocus) ref.current?.focus();
  }, [autoFocus]);

  const take = (text: string) => {
    const digits = toDigits(text).slice(0, LENGTH);
    onChange(digits);
    if (digits.length === LENGTH && digits !== value) onComplete?.(digits);
  };
  const current = Math.min(value.length, LENGTH - 1);
  return (
    <Field {...field} name={name}>
      {(ids) => (
        <div className={s['frame']} dir="ltr">
          <input
            {...ids}
            ref={ref}
            name={name}
            className={s['input']}
            data-ring-outside=""
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]*"
            spellCheck={false}
            value={value}
            onChange={(event) => take(event.target.value)}
            onFocus={() => setFocused(true)}
            onBlur={() => setFocused(false)}
            onSelect={(event) => event.currentTarget.setSelectionRange(value.length, value.length)}
          />
          <div className={s['boxes']} aria-hidden>
            {BOXES.map((index) => (
              <span
                key={index}
                className={cx(s['box'], index === 3 && s['gap'], focused && index === current && s['now'], ids['aria-invalid'] && s['bad'])}
              >
                {value[index] ?? (focused && index === current ? <i className={s['caret']} /> : null)}
              </span>
            ))}
          </div>
        </div>
      )}
    </Field>
  );
}

/** Arabic-Indic and full-width digits count as digits; spaces and dashes of a pasted code fall out. */
export function toDigits(text: string): string {
  return Array.from(text.normalize('NFKC'), (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0x0660 && code <= 0x0669) return String(code - 0x0660);
    if (code >= 0x06f0 && code <= 0x06f9) return String(code - 0x06f0);
    return /[0-9]/.test(char) ? char : '';
  }).join('');
}
