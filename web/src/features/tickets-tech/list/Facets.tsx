import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../lib/use-account.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PriorityBadge, StatusBadge } from '../../../ui/StatusBadge.tsx';
import { useDesk } from '../shared/desk.ts';
import s from './List.module.css';
import { type ListSearch, viewOf } from './list-search.ts';
import { type SetSearch, toggled } from './use-list-search.ts';
import type { Counts } from './use-ticket-list.ts';

/** Filters with live counters. Rows without a ticket stay away unless they are chosen. */
export function Facets({ search, set, counts }: { search: ListSearch; set: SetSearch; counts: Counts | undefined }): ReactNode {
  const { t } = useTranslation('tech');
  const desk = useDesk();
  const count = (facet: readonly { key: string; count: number }[] | undefined, key: string | number) =>
    facet?.find((row) => row.key === String(key))?.count ?? 0;
  const shown = <T extends { id: number }>(
    rows: readonly T[],
    facet: Counts['status'] | undefined,
    chosen: readonly number[] | undefined,
  ) => rows.filter((row) => count(facet, row.id) > 0 || chosen?.includes(row.id));
  return (
    <nav className={s['facets']} aria-label={t('facet.label')}>
      <Assigned search={search} set={set} count={(key) => count(counts?.assignee, key)} />
      <Facet name={t('facet.status')}>
        {shown(desk.statuses, counts?.status, search.status).map((status) => (
          <Row
            key={status.id}
            on={search.status?.includes(status.id) ?? false}
            count={count(counts?.status, status.id)}
            onPress={() => set({ status: toggled(search.status, status.id), open: undefined })}
          >
            <StatusBadge plain kind={status.kind} name={status.name} />
          </Row>
        ))}
      </Facet>
      <Facet name={t('facet.priority')}>
        {shown(desk.priorities, counts?.priority, search.priority).map((priority) => (
          <Row
            key={priority.id}
            on={search.priority?.includes(priority.id) ?? false}
            count={count(counts?.priority, priority.id)}
            onPress={() => set({ priority: toggled(search.priority, priority.id), open: undefined })}
          >
            <PriorityBadge plain level={priority.level} name={priority.name} />
          </Row>
        ))}
      </Facet>
      <Facet name={t('facet.queue')}>
        {shown(desk.queues, counts?.queue, search.queue).map((queue) => (
          <Row
            key={queue.id}
            on={search.queue?.includes(queue.id) ?? false}
            count={count(counts?.queue, queue.id)}
            onPress={() => set({ queue: toggled(search.queue, queue.id), open: undefined })}
          >
            <bdi>{queue.name}</bdi>
          </Row>
        ))}
      </Facet>
      <Facet name={t('facet.company')}>
        {(counts?.company ?? []).map((company) => (
          <Row
            key={company.key}
            on={search.company?.includes(Number(company.key)) ?? false}
            count={company.count}
            onPress={() => set({ company: toggled(search.company, Number(company.key)), open: undefined })}
          >
            <bdi title={company.name}>{company.name}</bdi>
          </Row>
        ))}
      </Facet>
      <Groups search={search} set={set} counts={counts} />
    </nav>
  );
}

/** Only where a ticket of the list belongs to a group: others need no more rows here. */
function Groups({ search, set, counts }: { search: ListSearch; set: SetSearch; counts: Counts | undefined }): ReactNode {
  const { t } = useTranslation('tech');
  const rows = (counts?.contactGroup ?? []).filter((row) => row.key !== 'any' && (row.count > 0 || search.group?.includes(row.key)));
  if (!search.group && !rows.some((row) => row.key !== 'none')) return null;
  return (
    <Facet name={t('facet.contactGroup')}>
      {rows.map((row) => (
        <Row
          key={row.key}
          on={search.group?.includes(row.key) ?? false}
          count={row.count}
          onPress={() => set({ group: toggled(search.group, row.key), open: undefined })}
        >
          <bdi title={row.name}>{row.key === 'none' ? t('facet.personal') : row.name}</bdi>
        </Row>
      ))}
    </Facet>
  );
}

function Assigned({ search, set, count }: { search: ListSearch; set: SetSearch; count: (key: string) => number }): ReactNode {
  const { t } = useTranslation('tech');
  const account = useAccount();
  const view = viewOf(search);
  const chosen = search.assignee ?? (view === 'mine' ? ['me'] : view === 'unassigned' ? ['none'] : ['any']);
  const options = [
    {
      key: 'me',
      name: t('facet.me'),
      mark: <Avatar person={{ id: account.id, name: account.name, pictureUrl: account.picture }} size={20} />,
    },
    { key: 'none', name: t('facet.unassigned'), mark: <Avatar person={null} size={20} /> },
    { key: 'any', name: t('facet.anyone'), mark: <Icon name="people" /> },
  ];
  return (
    <Facet name={t('facet.assigned')}>
      {options.map((option) => (
        <Row
          key={option.key}
          on={chosen.includes(option.key)}
          count={count(option.key)}
          onPress={() => set({ assignee: [option.key], open: undefined })}
        >
          <span className={s['who20']}>
            {option.mark}
            {option.name}
          </span>
        </Row>
      ))}
    </Facet>
  );
}

function Facet({ name, children }: { name: string; children: ReactNode }): ReactNode {
  if (Array.isArray(children) && children.length === 0) return null;
  return (
    <section className={s['facet']}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}
function Row({ on, count, onPress, children }: { on: boolean; count: number; onPress: () => void; children: ReactNode }): ReactNode {
  return (
    <button type="button" className={s['facetRow']} aria-pressed={on} onClick={onPress}>
      <span className={s['facetName']}>{children}</span>
      <span className={s['count']}>{count}</span>
    </button>
  );
}
