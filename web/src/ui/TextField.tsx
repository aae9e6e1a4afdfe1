import { type ComponentPropsWithRef, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './class-names.ts';
import s from './Field.module.css';
import { Field, type FieldProps } from './Field.tsx';
import { Icon, type IconName } from './Icon.tsx';

type Native<E extends 'input' | 'textarea'> = Omit<
  ComponentPropsWithRef<E>,
  'value' | 'onChange' | 'className' | 'size' | keyof FieldProps
>;
interface TextValue {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export interface TextFieldProps extends FieldProps, TextValue, Native<'input'> {
  readonly icon?: IconName;
  readonly prefix?: string;
  readonly large?: boolean;
}

export function TextField({
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  icon,
  prefix,
  large,
  value,
  onChange,
  type = 'text',
  ...rest
}: TextFieldProps): ReactNode {
  const { t } = useTranslation('ui');
  const [shown, setShown] = useState(false);
  const secret = type === 'password';
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
        <div className={cx(s['control'], large && s['large'])}>
          {icon && <Icon name={icon} />}
          {prefix && <span className={s['affix']}>{prefix}</span>}
          <input
            {...rest}
            {...ids}
            data-ring-outside=""
            type={secret && shown ? 'text' : type}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {secret && (
            <button
              type="button"
              className={s['reveal']}
              aria-pressed={shown}
              aria-label={t('field.showPassword')}
              onClick={() => setShown(!shown)}
            >
              <Icon name={shown ? 'eye-off' : 'eye'} />
            </button>
          )}
        </div>
      )}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  value,
  onChange,
  ...rest
}: FieldProps & TextValue & Native<'textarea'>): ReactNode {
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
          <textarea {...rest} {...ids} dir="auto" data-ring-outside="" value={value} onChange={(event) => onChange(event.target.value)} />
        </div>
      )}
    </Field>
  );
}

/** The browser's own calendar: it knows the reader's language, keyboard and screen reader. Value is `2026-12-01` or empty. */
export function DateField(props: Omit<TextFieldProps, 'type' | 'icon' | 'prefix'>): ReactNode {
  return <TextField {...props} type="date" />;
}
