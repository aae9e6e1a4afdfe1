import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../Button.tsx';
import { useHotkeys } from '../hotkeys.ts';
import { Select } from '../Select.tsx';
import { EmptyState } from '../States.tsx';
import { TextField } from '../TextField.tsx';
import s from './ListToolbar.module.css';
import type { ListSearch } from './use-list-search.ts';

/** Search box and filters above a list; `/` jumps into it. */
export function ListToolbar({ list, label, children }: { list: ListSearch; label: string; children?: ReactNode }): ReactNode {
  const { t } = useTranslation('records');
  const input = useRef<HTMLInputElement>(null);
  useHotkeys([{ keys: '/', label, group: t('form.keys'), run: () => input.current?.focus() }]);
  return (
    <search className={s['bar']}>
      <TextField
        ref={input}
        type="search"
        icon="search"
        label={label}
        hideLabel
        placeholder={label}
        className={s['search'] ?? ''}
        value={list.typed}
        onChange={list.type}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
      />
      {children}
    </search>
  );
}

/** Active ones, disabled ones, or both; active by default. */
export function ActiveFilter({ list }: { list: ListSearch }): ReactNode {
  const { t } = useTranslation('records');
  return (
    <Select
      label={t('active.label')}
      hideLabel
      className={s['filter'] ?? ''}
      value={list.get('active') ?? 'true'}
      onChange={(value) => list.set('active', value === 'true' ? undefined : value)}
      options={[
        { value: 'true', label: t('active.only') },
        { value: 'false', label: t('active.disabled') },
        { value: 'all', label: t('active.all') },
      ]}
    />
  );
}
export const activeOf = (list: ListSearch): boolean | undefined =>
  list.get('active') === 'all' ? undefined : list.get('active') !== 'false';

/** Nothing matches, as opposed to nothing there. */
export function NothingFound({ list }: { list: ListSearch }): ReactNode {
  const { t } = useTranslation('records');
  return (
    <EmptyState title={t('nothing.title')} actions={<Button onClick={list.clear}>{t('nothing.clear')}</Button>}>
      {t('nothing.body')}
    </EmptyState>
  );
}

/** For further filters of the bar. */
export const filterClass = s['filter'];
