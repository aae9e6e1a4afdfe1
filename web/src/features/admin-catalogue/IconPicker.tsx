import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import s from './ServiceTypes.module.css';
import { SERVICE_ICONS } from './service-icons.ts';

export function IconPicker({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (icon: string) => void;
  error?: string | undefined;
}): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Field label={t('types.icon')} name="icon" error={error} group>
      {(ids) => (
        <div className={s['icons']}>
          {SERVICE_ICONS.map((icon, index) => (
            <label key={icon} title={t(`types.icons.${icon}`)}>
              <input
                type="radio"
                name="icon"
                id={index === 0 ? ids.id : undefined}
                data-ring-outside=""
                aria-label={t(`types.icons.${icon}`)}
                checked={icon === value}
                onChange={() => onChange(icon)}
              />
              <Icon name={icon} size={20} />
            </label>
          ))}
        </div>
      )}
    </Field>
  );
}
