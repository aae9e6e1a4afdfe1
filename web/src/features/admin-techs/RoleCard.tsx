import { TECH_ROLES, type TechRole } from '@portico/contracts/access/actor.ts';
import { CAPABILITIES, type Capability } from '@portico/contracts/rights/capabilities.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../lib/form.ts';
import { RadioCards } from '../../ui/Choices.tsx';
import { cx } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { capabilityWord } from '../../ui/records/capability-word.ts';
import { FormCard } from '../../ui/records/FormCard.tsx';
import s from './RoleCard.module.css';
import type { TechValues } from './tech-form.ts';

/** Each with the role from which on it is allowed; routes are held to the same table by a test. */
const ROWS = Object.entries(CAPABILITIES) as [Capability, (typeof CAPABILITIES)[Capability]][];
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
          {ROWS.map(([capability, { from }]) => (
            <tr key={capability}>
              <th scope="row">{capabilityWord(t, capability)}</th>
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
