import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Combobox } from '../Combobox.tsx';
import { filterClass } from './ListToolbar.tsx';
import { findTags } from './TagsField.tsx';
import type { ListSearch } from './use-list-search.ts';

export function TagFilter({ place, list }: { place: 'company' | 'contact'; list: ListSearch }): ReactNode {
  const { t } = useTranslation('people');
  const tag = list.get('tag');
  return (
    <Combobox
      label={t('filters.tag')}
      hideLabel
      optional
      className={filterClass ?? ''}
      placeholder={t('filters.anyTag')}
      options={findTags(place)}
      value={tag ? { value: tag, label: tag } : null}
      onChange={(option) => list.set('tag', option?.value)}
    />
  );
}
