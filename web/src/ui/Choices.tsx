import { type ReactNode, useEffect, useId, useRef } from 'react';
import s from './Choices.module.css';
import { cx } from './class-names.ts';
import { Field, type FieldProps } from './Field.tsx';

interface ToggleProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
  readonly name?: string;
  /** Label for assistive technology only (rows, tables). */
  readonly hideLabel?: boolean;
}

export function Checkbox({
  checked,
  onChange,
  label,
  hint,
  disabled,
  name,
  hideLabel,
  mixed,
  onClick,
}: ToggleProps & { mixed?: boolean; onClick?: (event: React.MouseEvent) => void }): ReactNode {
  const ref = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = mixed === true;
  }, [mixed]);
  return (
    <label className={cx(s['toggle'], disabled && s['off'], hideLabel && s['bare'])}>
      <input
        ref={ref}
        type="checkbox"
        className={s['check']}
        name={name}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? id : undefined}
        onClick={onClick}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={hideLabel ? s['hidden'] : s['words']}>
        {label}
        {hint && (
          <span id={id} className={s['hint']}>
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}

/** Takes effect at once; where a form is saved later, use a checkbox. */
export function Switch({ checked, onChange, label, hint, disabled, name, hideLabel }: ToggleProps): ReactNode {
  const id = useId();
  return (
    <label className={cx(s['toggle'], disabled && s['off'])}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className={s['switch']}
        name={name}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? id : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={hideLabel ? s['hidden'] : s['words']}>
        {label}
        {hint && (
          <span id={id} className={s['hint']}>
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}

export interface RadioOption<V extends string> {
  readonly value: V;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}
export interface RadioCardsProps<V extends string> extends FieldProps {
  readonly value: V | '';
  readonly onChange: (value: V) => void;
  readonly options: readonly RadioOption<V>[];
  readonly name?: string;
  readonly columns?: 1 | 2 | 'fit';
}

/** One of a few, each in a box worth tapping. */
export function RadioCards<V extends string>({ value, onChange, options, name, columns = 1, ...field }: RadioCardsProps<V>): ReactNode {
  const auto = useId();
  return (
    <Field {...field} name={name} group>
      {(ids) => (
        <div className={cx(s['cards'], s[`cols-${columns}`])}>
          {options.map((option, index) => (
            <label key={option.value} className={cx(s['card'], option.value === value && s['on'])}>
              <input
                type="radio"
                className={s['radio']}
                data-ring-outside=""
                name={name ?? auto}
                id={index === 0 ? ids.id : undefined}
                aria-invalid={ids['aria-invalid']}
                checked={option.value === value}
                onChange={() => onChange(option.value)}
              />
              <span className={s['words']}>
                <span className={s['title']}>{option.label}</span>
                {option.hint && <span className={s['hint']}>{option.hint}</span>}
              </span>
            </label>
          ))}
        </div>
      )}
    </Field>
  );
}
