import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { useHotkeys } from '../../../ui/hotkeys.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { PickMenu, type PickOption } from '../../../ui/PickMenu.tsx';
import { PriorityBadge, StatusIcon } from '../../../ui/StatusBadge.tsx';
import { activePriorities, activeQueues, useDesk, useTechs } from '../shared/desk.ts';
import s from './List.module.css';
import { type ListSearch, SORTS, sortOf } from './list-search.ts';
import { useChips } from './use-chips.ts';
import { type SetSearch, toggled } from './use-list-search.ts';

interface Props {
  readonly search: ListSearch;
  readonly set: SetSearch;
}

/** What is filtered, by which words, in which order and how dense. */
export function FilterBar({ search, set, lead }: Props & { lead?: ReactNode }): ReactNode {
  const { t } = useTranslation('tech');
  const chips = useChips(search, set);
  const sort = sortOf(search);
  return (
    <div className={s['bar']}>
      <div className={s['chips']}>
        {lead}
        {chips.map((chip) => (
          <span key={chip.key} className={s['chip']}>
            <bdi>{chip.name}</bdi>
            <button type="button" aria-label={t('filter.remove', { name: chip.name })} onClick={chip.remove}>
              <Icon name="close" size={14} />
            </button>
          </span>
        ))}
        <FilterMenu search={search} set={set} />
      </div>
      <WordSearch search={search} set={set} />
      <Menu
        align="end"
        label={t('sort.label')}
        trigger={
          <Button kind="subtle" size="sm" icon="sort" aria-label={t('sort.now', { name: t(`sort.${sort}`) })}>
            <span className={s['wideOnly']}>{t(`sort.${sort}`)}</span>
          </Button>
        }
        items={SORTS.filter((name) => name !== 'relevance' || search.q).map((name) => ({
          label: t(`sort.${name}`),
          checked: name === sort,
          onSelect: () => set({ sort: name }),
        }))}
      />
      <Menu
        align="end"
        label={t('display.label')}
        trigger={
          <Button kind="subtle" size="sm" icon="sliders" aria-label={t('display.label')}>
            <span className={s['wideOnly']}>{t('display.label')}</span>
          </Button>
        }
        items={[
          { label: t('display.two'), checked: search.density !== 'line', onSelect: () => set({ density: undefined }) },
          { label: t('display.line'), checked: search.density === 'line', onSelect: () => set({ density: 'line' }) },
          'divider',
          {
            label: t('display.preview'),
            keys: 'o',
            checked: search.preview !== 'off',
            onSelect: () => set({ preview: search.preview === 'off' ? undefined : 'off' }),
          },
        ]}
      />
    </div>
  );
}

function FilterMenu({ search, set }: Props): ReactNode {
  const { t } = useTranslation('tech');
  const [open, setOpen] = useState(false);
  const [desk, techs] = [useDesk(), useTechs()];
  useHotkeys([{ keys: 'f', label: t('keys.filter'), group: t('keys.list'), run: () => setOpen(true) }]);
  const dues = ['overdue', 'soon', 'today', 'none'] as const;
  const options: PickOption[] = [
    { value: 'unread:1', label: t('filter.unread'), heading: t('filter.heading') },
    ...dues.map((due) => ({ value: `due:${due}`, label: t(`filter.due.${due}`), heading: t('filter.heading') })),
    ...desk.statuses
      .filter((row) => row.active)
      .map((row) => ({ value: `status:${row.id}`, label: row.name, mark: <StatusIcon kind={row.kind} />, heading: t('facet.status') })),
    ...activePriorities(desk).map((row) => ({
      value: `priority:${row.id}`,
      label: row.name,
      mark: <PriorityBadge level={row.level} name="" />,
      heading: t('facet.priority'),
    })),
    ...activeQueues(desk).map((row) => ({ value: `queue:${row.id}`, label: row.name, heading: t('facet.queue') })),
    { value: 'assignee:none', label: t('facet.unassigned'), heading: t('facet.assigned') },
    ...techs.map((row) => ({ value: `assignee:${row.id}`, label: row.name, heading: t('facet.assigned') })),
  ];
  const pick = (choice: string) => {
    const [kind = '', value = ''] = choice.split(':');
    const id = Number(value);
    if (kind === 'unread') set({ unread: search.unread ? undefined : true });
    else if (kind === 'due') set({ due: dues.find((due) => due === value) });
    else if (kind === 'status') set({ status: toggled(search.status, id) });
    else if (kind === 'priority') set({ priority: toggled(search.priority, id) });
    else if (kind === 'queue') set({ queue: toggled(search.queue, id) });
    else
      set({
        assignee: toggled(
          search.assignee?.filter((who) => who !== 'any'),
          value,
        ),
      });
  };
  return (
    <PickMenu
      open={open}
      onOpen={setOpen}
      label={t('filter.find')}
      options={options}
      value={null}
      onPick={pick}
      trigger={
        <Button kind="subtle" size="sm" icon="filter" keys="f">
          {t('filter.add')}
        </Button>
      }
    />
  );
}

const PAUSE_MS = 250;

/** Words to find in this list; typed letters wait a moment, Enter does not. */
function WordSearch({ search, set }: Props): ReactNode {
  const { t } = useTranslation('tech');
  const [text, setText] = useState(search.q ?? '');
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef(search.q ?? '');
  const ask = (words: string) => {
    if (words === asked.current) return;
    asked.current = words;
    set(
      { q: words || undefined, sort: words ? (search.sort ?? 'relevance') : search.sort === 'relevance' ? undefined : search.sort },
      { replace: true },
    );
  };
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const timer = setTimeout(() => latest.current(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    if ((search.q ?? '') === asked.current) return;
    asked.current = search.q ?? '';
    setText(asked.current);
  }, [search.q]);
  useHotkeys([{ keys: '/', label: t('keys.searchList'), group: t('keys.list'), run: () => input.current?.focus() }]);
  return (
    <label className={s['search']}>
      <Icon name="search" size={16} />
      <input
        ref={input}
        type="search"
        data-ring-outside=""
        dir="auto"
        aria-label={t('filter.words')}
        placeholder={t('filter.words')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') ask(text.trim());
          if (event.key === 'Escape') {
            setText('');
            ask('');
            input.current?.blur();
          }
        }}
      />
    </label>
  );
}
