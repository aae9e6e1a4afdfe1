import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { myGroups } from '../../features/contact-groups/groups.queries.ts';
import { RequestList } from '../../features/requests/RequestList.tsx';
import { countOf, type ListFilter } from '../../features/requests/requests.queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { EmptyState } from '../../ui/States.tsx';
import { Card } from '../../ui/Surface.tsx';
import { TabPanel, Tabs } from '../../ui/Tabs.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { ButtonTo } from './links.tsx';
import { cleanListSearch, type ListSearch } from './list-search.ts';
import { useMe } from './session-query.ts';
import s from './TicketsPage.module.css';

const PAUSE_MS = 250;

export function TicketsPage(): ReactNode {
  const { t } = useTranslation('client');
  const me = useMe();
  const search = useSearch({ from: '/tickets' });
  const navigate = useNavigate();
  const scope = search.scope === 'company' && !me.seesBeyondOwn ? 'mine' : (search.scope ?? 'mine');
  const groups = useQuery(myGroups()).data ?? [];
  const group = groups.find((one) => one.id === search.group);
  const base = { state: search.state ?? 'open', q: search.q, sort: search.sort } as const;
  const filter: ListFilter = search.group ? { ...base, scope: 'visible', group: search.group } : { ...base, scope };
  const change = (part: Record<string, unknown>) =>
    void navigate({ to: '/tickets', search: cleanListSearch({ ...search, ...part }) as ListSearch, replace: 'q' in part });
  const open = useQuery(countOf({ ...filter, state: 'open' }));
  const closed = useQuery(countOf({ ...filter, state: 'closed' }));
  const scopes = [
    { value: 'mine', label: t('scope.mine') },
    { value: 'participating', label: t('scope.participating') },
    ...(me.seesBeyondOwn ? [{ value: 'company', label: t('scope.company', { company: me.company?.name ?? '' }) }] : []),
    ...groups.map((one) => ({ value: `group-${one.id}`, label: t('scope.group', { name: one.name }) })),
  ];
  return (
    <Page
      title={t('nav.tickets')}
      actions={
        <ButtonTo to="/new" kind="primary" icon="plus">
          {t('nav.new')}
        </ButtonTo>
      }
    >
      <div className={s['toolbar']}>
        <SearchField
          value={search.q ?? ''}
          onChange={(q) => change({ q, ...(q === '' && search.sort === 'relevance' ? { sort: '' } : {}) })}
        />
        <Select
          label={t('scope.label')}
          hideLabel
          value={group ? `group-${group.id}` : scope}
          options={scopes}
          onChange={(value) => change(value.startsWith('group-') ? { scope: '', group: value.slice(6) } : { scope: value, group: '' })}
        />
        <Select
          label={t('sort.label')}
          hideLabel
          value={search.sort ?? '-updatedAt'}
          options={[
            { value: '-updatedAt', label: t('sort.updated') },
            { value: '-createdAt', label: t('sort.created') },
            ...(search.q ? [{ value: 'relevance', label: t('sort.relevance') }] : []),
          ]}
          onChange={(value) => change({ sort: value })}
        />
      </div>
      <Tabs
        id="tickets"
        label={t('nav.tickets')}
        value={filter.state}
        onChange={(state) => change({ state })}
        tabs={[
          { value: 'open', label: t('list.open'), count: open.data },
          { value: 'closed', label: t('list.closed'), count: closed.data },
        ]}
      />
      <TabPanel id="tickets" value={filter.state}>
        <RequestList key={JSON.stringify(filter)} filter={filter} empty={<Nothing filter={filter} onClear={() => change({ q: '' })} />} />
      </TabPanel>
    </Page>
  );
}

/** Types freely, asks after a pause; Enter asks at once and loses nothing. */
function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }): ReactNode {
  const { t } = useTranslation('client');
  const [text, setText] = useState(value);
  const asked = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Back and forward change the address under the field.
  useEffect(() => {
    if (value !== asked.current) setText(value);
    asked.current = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (next: string) => {
    clearTimeout(timer.current);
    asked.current = next.trim();
    onChange(next.trim());
  };
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(text);
        }}
      >
        <TextField
          label={t('list.search')}
          hideLabel
          type="search"
          icon="search"
          dir="auto"
          placeholder={t('list.search')}
          value={text}
          onChange={(next) => {
            setText(next);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => send(next), PAUSE_MS);
          }}
        />
      </form>
    </search>
  );
}

function Nothing({ filter, onClear }: { filter: ListFilter; onClear: () => void }): ReactNode {
  const { t } = useTranslation('client');
  if (filter.q) {
    return (
      <Card>
        <EmptyState title={t('empty.searchTitle', { query: filter.q })} actions={<Button onClick={onClear}>{t('empty.clear')}</Button>}>
          {t('empty.searchBody')}
        </EmptyState>
      </Card>
    );
  }
  const kind = filter.state === 'closed' ? 'closed' : filter.scope === 'visible' ? 'group' : filter.scope;
  return (
    <Card>
      <EmptyState
        title={t(`empty.${kind}.title`)}
        actions={
          kind === 'mine' && (
            <ButtonTo to="/new" kind="primary">
              {t('nav.new')}
            </ButtonTo>
          )
        }
      >
        {t(`empty.${kind}.body`)}
      </EmptyState>
    </Card>
  );
}
