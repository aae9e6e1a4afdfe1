import { list, update } from '@portico/contracts/catalogue/routes.ts';
import type { ServiceType } from '@portico/contracts/catalogue/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Page, Section } from '../../ui/Page.tsx';
import { filterClass, ListToolbar, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { OrderList } from '../../ui/records/OrderList.tsx';
import { useListSearch } from '../../ui/records/use-list-search.ts';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { Card, Name, Pill } from '../../ui/Surface.tsx';
import { serviceIcon } from '../../ui/service-icon.ts';
import { toast } from '../../ui/toast-store.ts';
import { filterOptions } from '../../ui/use-options.ts';
import s from './ServiceTypes.module.css';

export function ServiceTypeList(): ReactNode {
  const { t } = useTranslation('admin');
  const search = useListSearch(['published']);
  const types = useQuery(readTech(list, {}));
  const [order, setOrder] = useState<readonly number[] | null>(null);
  const queries = useQueryClient();
  const sorted = (types.data?.items ?? []).toSorted((a, b) => a.sort - b.sort || a.id - b.id);
  const all = order ? order.flatMap((id) => sorted.find((type) => type.id === id) ?? []) : sorted;
  const found = new Set(
    filterOptions(
      all.map((type) => ({ value: String(type.id), label: type.name, note: `${type.section} ${type.description}` })),
      search.q ?? '',
    ).map((option) => Number(option.value)),
  );
  const published = search.get('published');
  const rows = all.filter((type) => found.has(type.id) && (published === undefined || String(type.published) === published));
  const sections = Map.groupBy(rows, (type) => type.section);

  /** Moves within one section keep the places the section has among all. */
  const move = async (section: readonly ServiceType[], ids: readonly number[]) => {
    const places = section.map((type) => all.indexOf(type)).toSorted((a, b) => a - b);
    const next = all.map((type) => type.id);
    places.forEach((place, index) => {
      next[place] = ids[index] as number;
    });
    setOrder(next);
    try {
      for (const [index, id] of next.entries()) {
        const type = sorted.find((one) => one.id === id);
        if (type && type.sort !== (index + 1) * 10)
          await callTech(update, { params: { id }, body: { sort: (index + 1) * 10 } }, { ifMatch: type.version });
      }
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    await queries.invalidateQueries({ queryKey: ['serviceTypes.list'] });
    setOrder(null);
  };
  const create = (
    <RouterButton kind="primary" icon="plus" to="/service-types/new">
      {t('types.new')}
    </RouterButton>
  );
  const body = types.isPending ? (
    <Card>
      <SkeletonRows label={t('loading')} />
    </Card>
  ) : types.isError && !types.data ? (
    <ErrorState error={types.error} onRetry={() => void types.refetch()} />
  ) : rows.length === 0 ? (
    <Card>
      {search.filtered ? (
        <NothingFound list={search} />
      ) : (
        <EmptyState title={t('types.empty')} actions={create}>
          {t('types.emptyBody')}
        </EmptyState>
      )}
    </Card>
  ) : (
    [...sections].map(([name, members]) => (
      <Section key={name} title={name || t('types.noSection')}>
        <OrderList
          label={name || t('types.noSection')}
          rows={members}
          nameOf={(type) => type.name}
          {...(search.filtered ? {} : { onMove: (ids: readonly number[]) => void move(members, ids) })}
        >
          {(type) => <TypeRow type={type} />}
        </OrderList>
      </Section>
    ))
  );
  return (
    <Page title={t('nav.serviceTypes')} intro={t('types.intro')} actions={create}>
      <ListToolbar list={search} label={t('types.search')}>
        <Select
          label={t('types.shown')}
          hideLabel
          className={filterClass ?? ''}
          value={published ?? 'any'}
          onChange={(value) => search.set('published', value === 'any' ? undefined : value)}
          options={[
            { value: 'any', label: t('types.any') },
            { value: 'true', label: t('types.published') },
            { value: 'false', label: t('types.hidden') },
          ]}
        />
      </ListToolbar>
      {body}
    </Page>
  );
}

function TypeRow({ type }: { type: ServiceType }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <>
      <span className={s['mark']}>
        <Icon name={serviceIcon(type.icon)} size={20} />
      </span>
      <span className={s['words']}>
        <RowLink to="/service-types/$id" params={{ id: String(type.id) } as never}>
          <Name>{type.name}</Name>
        </RowLink>
        <span className={s['description']}>{type.description}</span>
      </span>
      <span className={s['aside']}>{t('types.tickets', { count: type.ticketCount })}</span>
      <Pill tone={type.published ? 'good' : 'idle'} icon={type.published ? 'eye' : 'eye-off'}>
        {t(type.published ? 'types.published' : 'types.hidden')}
      </Pill>
    </>
  );
}
