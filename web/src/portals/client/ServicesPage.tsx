import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OtherCard, ServiceCard, ServiceGrid, ServiceSkeletons } from '../../features/services/ServiceCard.tsx';
import { type Services, servicesOf } from '../../features/services/services.queries.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { Banner, EmptyState, ErrorState } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { filterOptions } from '../../ui/use-options.ts';
import { keptDrafts } from './kept-drafts.ts';
import { linkClass } from './links.tsx';
import s from './ServicesPage.module.css';

/** What is it about? Words typed on the home page come along. */
export function ServicesPage(): ReactNode {
  const { t } = useTranslation('client');
  const { title, group } = useSearch({ from: '/new' });
  const [query, setQuery] = useState('');
  const found = useQuery(servicesOf());
  const [drafts] = useState(keptDrafts);
  return (
    <Page title={t('services.title')} intro={title ? t('services.introTitle', { title }) : t('services.intro')}>
      {drafts.map((draft) => (
        <Banner
          key={draft.service}
          icon="edit"
          title={t('services.draft')}
          action={
            <Link to="/new/$service" params={{ service: draft.service }} className={linkClass}>
              {t('services.draftOpen')}
            </Link>
          }
        >
          <bdi>{draft.title || t('services.draftUntitled')}</bdi>
        </Banner>
      ))}
      <TextField
        label={t('services.search')}
        hideLabel
        type="search"
        icon="search"
        dir="auto"
        placeholder={t('services.search')}
        value={query}
        onChange={setQuery}
      />
      {found.isPending ? (
        <ServiceGrid wide>
          <ServiceSkeletons count={8} />
        </ServiceGrid>
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Sections services={found.data} query={query} start={{ ...(title ? { title } : {}), ...(group ? { group } : {}) }} />
      )}
    </Page>
  );
}

interface Start {
  readonly title?: string;
  readonly group?: number;
}
function Sections({ services, query, start }: { services: Services; query: string; start: Start }): ReactNode {
  const { t } = useTranslation('client');
  const options = services.items.map((item) => ({ value: String(item.id), label: item.name, note: `${item.description} ${item.section}` }));
  const kept = new Set(filterOptions(options, query).map((option) => option.value));
  const shown = services.items.filter((item) => kept.has(String(item.id)));
  const sections = Map.groupBy(shown, (item) => item.section);
  if (shown.length === 0 && !services.somethingElse) {
    return <EmptyState title={query ? t('services.notFound', { query }) : t('services.noneTitle')}>{t('services.noneBody')}</EmptyState>;
  }
  return (
    <div className={s['sections']}>
      {shown.length === 0 && <p className={s['nothing']}>{t('services.notFound', { query })}</p>}
      {[...sections].map(([section, items]) => (
        <Section key={section} title={section || t('services.general')}>
          <ServiceGrid wide>
            {items.map((item) => (
              <ServiceCard key={item.id} service={item} {...start} />
            ))}
          </ServiceGrid>
        </Section>
      ))}
      {services.somethingElse && (
        <Section title={t('services.elseTitle')}>
          <ServiceGrid wide>
            <OtherCard {...start} {...(start.title || query ? { title: start.title ?? query } : {})} />
          </ServiceGrid>
        </Section>
      )}
    </div>
  );
}
