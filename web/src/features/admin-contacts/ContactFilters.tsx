import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { filterClass } from '../../ui/records/ListToolbar.tsx';
import { TagFilter } from '../../ui/records/TagFilter.tsx';
import type { ListSearch } from '../../ui/records/use-list-search.ts';
import { Select } from '../../ui/Select.tsx';

const ROLES = ['manager', 'vip', 'approver', 'none'] as const;
const PERSON = ['never', 'noEmail'] as const;

/** What the address says of role, sign-in and tag, as the server asks for it. */
export function contactFilters(list: ListSearch) {
  const role = ROLES.find((one) => one === list.get('role'));
  const person = PERSON.find((one) => one === list.get('person'));
  const tag = list.get('tag');
  return {
    ...(role ? { role } : {}),
    ...(person === 'noEmail' ? { email: 'none' as const } : person ? { neverSeen: true } : {}),
    ...(tag ? { tag: [tag] } : {}),
  };
}

export function ContactFilters({ list }: { list: ListSearch }): ReactNode {
  const { t } = useTranslation('people');
  return (
    <>
      <TagFilter place="contact" list={list} />
      <Select
        label={t('filters.role')}
        hideLabel
        optional
        className={filterClass ?? ''}
        placeholder={t('filters.anyRole')}
        value={list.get('role') ?? ''}
        onChange={(value) => list.set('role', value || undefined)}
        options={ROLES.map((one) => ({ value: one as string, label: t(`filters.roles.${one}`) }))}
      />
      <Select
        label={t('filters.person')}
        hideLabel
        optional
        className={filterClass ?? ''}
        placeholder={t('filters.anyPerson')}
        value={list.get('person') ?? ''}
        onChange={(value) => list.set('person', value || undefined)}
        options={PERSON.map((one) => ({ value: one as string, label: t(`filters.personOf.${one}`) }))}
      />
    </>
  );
}
