import { GROUP_ICONS } from '@portico/contracts/contact-groups/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../lib/form.ts';
import { MultiSelect } from '../../ui/Combobox.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { TextField } from '../../ui/TextField.tsx';
import s from './Groups.module.css';
import type { GroupIcon, GroupValues } from './group-form.ts';

const MOST_TAGS = 30;

/** What a group is called and how it is found; `children` stand above (the company of a new one). */
export function GroupFields({ form, children }: { form: Form<GroupValues>; children?: ReactNode }): ReactNode {
  const { t } = useTranslation('admin');
  const { tags, icon } = form.values;
  return (
    <FormCard title={t('groups.about')} hint={t('groups.aboutHint')}>
      {children}
      <TextField {...form.field('name')} label={t('groups.name')} maxLength={100} autoComplete="off" dir="auto" />
      <Icons value={icon} onChange={(next) => form.set('icon', next)} />
      <MultiSelect
        label={t('groups.tags')}
        hint={t('groups.tagsHint')}
        optional
        value={tags.map((tag) => ({ value: tag, label: tag }))}
        onChange={(options) =>
          form.set(
            'tags',
            options.map((option) => option.value),
          )
        }
        create={(text) => (text.length <= 60 && tags.length < MOST_TAGS ? { value: text, label: text } : null)}
        options={async () => []}
      />
    </FormCard>
  );
}

function Icons({ value, onChange }: { value: GroupIcon; onChange: (icon: GroupIcon) => void }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Field label={t('groups.icon')} name="icon" group>
      {(ids) => (
        <div className={s['icons']}>
          {GROUP_ICONS.map((icon, index) => (
            <label key={icon} title={t(`groups.icons.${icon}`)}>
              <input
                type="radio"
                name="icon"
                id={index === 0 ? ids.id : undefined}
                data-ring-outside=""
                aria-label={t(`groups.icons.${icon}`)}
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
