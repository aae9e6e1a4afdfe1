import { TECH_ROLES, type TechRole } from '@portico/contracts/access/actor.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../lib/form.ts';
import { RadioCards } from '../../ui/Choices.tsx';
import { cx } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import s from './RoleCard.module.css';
import type { TechValues } from './tech-form.ts';

/** From which role on each thing is allowed; the roles are fixed and each includes the ones before it. */
const CAPABILITIES = [
  { key: 'tickets', from: 'streamline' },
  { key: 'everywhere', from: 'member' },
  { key: 'templates', from: 'advanced' },
  { key: 'people', from: 'admin' },
  { key: 'catalogue', from: 'admin' },
  { key: 'watch', from: 'admin' },
  { key: 'companies', from: 'master-admin' },
  { key: 'techs', from: 'master-admin' },
  { key: 'desk', from: 'master-admin' },
] as const satisfies readonly { key: string; from: TechRole }[];

const may = (role: TechRole, from: TechRole): boolean => TECH_ROLES.indexOf(role) >= TECH_ROLES.indexOf(from);

export function RoleCard({ form }: { form: Pick<Form<TechValues>, 'field' | 'values'> }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <FormCard wide title={t('techs.role')} hint={t('techs.roleHint')}>
      <div className={s['side']}>
        <RadioCards
          {...form.field('role')}
          label={t('techs.role')}
          hideLabel
          options={TECH_ROLES.map((role) => ({ value: role, label: t(`role.${role}.name`), hint: t(`role.${role}.hint`) }))}
        />
        <CapabilityTable chosen={form.values.role} />
      </div>
    </FormCard>
  );
}

function CapabilityTable({ chosen }: { chosen: TechRole }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a phone, so the keyboard must reach it
    <section className={s['scroll']} tabIndex={0} aria-label={t('techs.capabilities')}>
      <table className={s['table']}>
        <thead>
          <tr>
            <th scope="col">{t('techs.capabilities')}</th>
            {TECH_ROLES.map((role) => (
              <th key={role} scope="col" className={cx(s['role'], role === chosen && s['chosen'])}>
                {t(`role.${role}.name`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {CAPABILITIES.map(({ key, from }) => (
            <tr key={key}>
              <th scope="row">{t(`capability.${key}`)}</th>
              {TECH_ROLES.map((role) => (
                <td key={role} className={cx(role === chosen && s['chosen'])}>
                  {may(role, from) ? (
                    <span className={s['yes']}>
                      <Icon name="check" size={16} label={t('yes')} />
                    </span>
                  ) : (
                    <span className={s['no']}>
                      <Icon name="minus" size={16} label={t('no')} />
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
