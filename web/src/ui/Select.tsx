import type { ComponentPropsWithRef, ReactNode } from 'react';
import s from './Field.module.css';
import { Field, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';

export interface Choice<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly disabled?: boolean;
}
export interface SelectProps<V extends string>
  extends FieldProps,
    Omit<ComponentPropsWithRef<'select'>, 'value' | 'onChange' | 'className' | keyof FieldProps> {
  readonly value: V | '';
  readonly onChange: (value: V) => void;
  readonly options: readonly Choice<V>[];
  /** Shown while nothing is chosen. */
  readonly placeholder?: string;
}

/** A short closed list, native so that phones and keyboards do what people know. Long or searched lists: `Combobox`. */
export function Select<V extends string>({
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  value,
  onChange,
  options,
  placeholder,
  ...rest
}: SelectProps<V>): ReactNode {
  const field = {
    label,
    error,
    hint,
    ...(optional ? { optional } : {}),
    ...(hideLabel ? { hideLabel } : {}),
    ...(className ? { className } : {}),
  };
  return (
    <Field {...field} name={rest.name}>
      {(ids) => (
        <div className={s['control']}>
          <select {...rest} {...ids} data-ring-outside="" value={value} onChange={(event) => onChange(event.target.value as V)}>
            {(placeholder !== undefined || value === '') && (
              <option value="" disabled={!optional}>
                {placeholder ?? ''}
              </option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" size={16} />
        </div>
      )}
    </Field>
  );
}
