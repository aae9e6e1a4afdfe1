import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './class-names.ts';
import s from './Field.module.css';
import { Icon } from './Icon.tsx';

export interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  /** Keeps the label for assistive technology only (search boxes). */
  readonly hideLabel?: boolean;
  readonly className?: string;
}
/** What the control inside must carry, so that label, hint and error are spoken with it. */
export interface ControlIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** Label above, hint between label and control, error below with an icon. `name` makes the id, so an error summary can link to it. */
export function Field({
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  name,
  group,
  children,
}: FieldProps & { name?: string | undefined; group?: boolean; children: (ids: ControlIds) => ReactNode }): ReactNode {
  const { t } = useTranslation('ui');
  const auto = useId();
  const id = name ? `field-${name}` : auto;
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  const text = (
    <>
      {label}
      {optional && <span className={s['optional']}> {t('field.optional')}</span>}
    </>
  );
  const inner = (
    <>
      {hint && (
        <div id={`${id}-hint`} className={s['hint']}>
          {hint}
        </div>
      )}
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {error && (
        <div id={`${id}-error`} className={s['error']}>
          <Icon name="warning" size={16} />
          <span>{error}</span>
        </div>
      )}
    </>
  );
  const labelClass = cx(s['label'], hideLabel && s['hidden']);
  if (group)
    return (
      <fieldset className={cx(s['field'], className)} aria-describedby={described}>
        <legend className={labelClass}>{text}</legend>
        {inner}
      </fieldset>
    );
  return (
    <div className={cx(s['field'], className)}>
      <label htmlFor={id} id={`${id}-label`} className={labelClass}>
        {text}
      </label>
      {inner}
    </div>
  );
}
