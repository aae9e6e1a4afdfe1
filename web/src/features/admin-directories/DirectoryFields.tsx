import { ON_DELETE, type OnDelete, PROVISIONED_ROLES, type ProvisionedRole, type ScimAudience } from '@portico/contracts/scim/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../lib/form.ts';
import { Checkbox, RadioCards } from '../../ui/Choices.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { Select } from '../../ui/Select.tsx';
import type { DirectoryValues } from './directory-form.ts';

/** What a connection may do: the same when it is made and later. */
export function DirectoryFields({ form, audience }: { form: Form<DirectoryValues>; audience: ScimAudience }): ReactNode {
  const { t } = useTranslation(['directories', 'admin']);
  const { values, set, field } = form;
  const needsAdmins = values.techRole === 'admin' || values.techRole === 'master-admin';
  return (
    <>
      <FormCard title={t('may')} hint={t('mayHint')}>
        <Checkbox
          name="mayAdopt"
          checked={values.mayAdopt}
          onChange={(on) => set('mayAdopt', on)}
          label={t('mayAdopt')}
          hint={t(`mayAdoptHint.${audience}`)}
        />
        {audience === 'staff' && (
          <>
            <Select<ProvisionedRole>
              {...field('techRole')}
              label={t('techRole')}
              hint={t('techRoleHint')}
              options={PROVISIONED_ROLES.map((value) => ({ value, label: t(`admin:role.${value}.name`) }))}
            />
            <Checkbox
              name="managesAdmins"
              checked={values.managesAdmins}
              onChange={(on) => set('managesAdmins', on)}
              label={t('managesAdmins')}
              hint={needsAdmins && !values.managesAdmins ? t('managesAdminsNeeded') : t('managesAdminsHint')}
            />
          </>
        )}
      </FormCard>
      <FormCard title={t('onDelete.title')} hint={t('onDelete.hint')}>
        <RadioCards<OnDelete>
          {...field('onDelete')}
          label={t('onDelete.title')}
          hideLabel
          options={ON_DELETE.map((value) => ({ value, label: t(`onDelete.${value}.name`), hint: t(`onDelete.${value}.hint`) }))}
        />
      </FormCard>
    </>
  );
}
