import { AWAY_RULES } from '@portico/contracts/teams/shapes.ts';
import { list } from '@portico/contracts/techs/routes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import type { Form } from '../../lib/form.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Checkbox } from '../../ui/Choices.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { Select } from '../../ui/Select.tsx';
import { mutedClass, Name } from '../../ui/Surface.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import type { Option } from '../../ui/use-options.ts';
import s from './TeamFields.module.css';
import type { Member, TeamValues } from './team-form.ts';

const findTechs = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
  const found = await callTech(list, { query: { limit: 25, active: true, ...(q ? { q } : {}) } }, { signal });
  return found.items.map((tech) => ({ value: String(tech.id), label: tech.name, note: tech.title ?? undefined }));
};

export function TeamFields({ form }: { form: Form<TeamValues> }): ReactNode {
  const { t } = useTranslation('admin');
  const { members } = form.values;
  const put = (next: readonly Member[]) => form.set('members', next);
  return (
    <>
      <FormCard title={t('teams.about')} hint={t('teams.aboutHint')}>
        <TextField {...form.field('name')} label={t('teams.name')} maxLength={100} autoComplete="off" dir="auto" />
        <TextArea {...form.field('description')} label={t('field.description')} optional maxLength={2000} />
        <Select
          {...form.field('awayRule')}
          label={t('teams.awayRule')}
          hint={t('teams.awayRuleHint')}
          options={AWAY_RULES.map((rule) => ({ value: rule, label: t(`teams.away.${rule}`) }))}
        />
      </FormCard>
      <FormCard title={t('teams.members')} hint={t('teams.membersHint')}>
        <Combobox
          name="members"
          label={t('teams.add')}
          placeholder={t('contacts.chooseCompany')}
          options={findTechs}
          value={null}
          error={form.errors['members']}
          onChange={(option) => {
            if (!option || members.some((member) => String(member.id) === option.value)) return;
            put([...members, { id: Number(option.value), name: option.label, picture: null, isLead: false }]);
          }}
        />
        {members.length === 0 ? (
          <p className={mutedClass}>{t('teams.noMembers')}</p>
        ) : (
          <ul className={s['members']} aria-label={t('teams.members')}>
            {members.map((member) => (
              <li key={member.id}>
                <Avatar size={28} person={{ id: member.id, name: member.name, pictureUrl: member.picture }} />
                <span className={s['name']}>
                  <Name>{member.name}</Name>
                </span>
                <Checkbox
                  label={t('teams.lead')}
                  checked={member.isLead}
                  onChange={(isLead) => put(members.map((one) => (one.id === member.id ? { ...one, isLead } : one)))}
                />
                <IconButton
                  icon="close"
                  label={t('teams.remove', { name: member.name })}
                  onClick={() => put(members.filter((one) => one.id !== member.id))}
                />
              </li>
            ))}
          </ul>
        )}
      </FormCard>
    </>
  );
}
