import { duplicates } from '@portico/contracts/merges/routes.ts';
import type { MergeKind } from '@portico/contracts/merges/shapes.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTechList } from '../../lib/for-tech.ts';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { Card } from '../../ui/Surface.tsx';
import { TabPanel, Tabs } from '../../ui/Tabs.tsx';
import s from './Care.module.css';
import { PairRow } from './MergeCard.tsx';

export function DuplicatesPage(): ReactNode {
  const { t } = useTranslation('care');
  const navigate = useNavigate();
  const kind: MergeKind = (useSearch({ strict: false }) as { kind?: string }).kind === 'company' ? 'company' : 'contact';
  return (
    <Page title={t('merge.nav')} intro={t('merge.listIntro')}>
      <Tabs<MergeKind>
        id="duplicates"
        label={t('merge.kinds')}
        value={kind}
        onChange={(value) => void navigate({ to: '.', replace: true, search: (value === 'contact' ? {} : { kind: value }) as never })}
        tabs={[
          { value: 'contact', label: t('merge.contacts') },
          { value: 'company', label: t('merge.companies') },
        ]}
      />
      <TabPanel id="duplicates" value={kind}>
        <Pairs kind={kind} />
      </TabPanel>
    </Page>
  );
}

function Pairs({ kind }: { kind: MergeKind }): ReactNode {
  const { t } = useTranslation('care');
  const { t: ui } = useTranslation('ui');
  const found = useInfiniteQuery(readTechList(duplicates, { query: { kind, limit: 50 } }));
  const pairs = found.data?.pages.flatMap((page) => page.items) ?? [];
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.isPending) return <SkeletonRows label={t('loading')} />;
  if (pairs.length === 0) return <EmptyState title={t('merge.emptyTitle')}>{t('merge.emptyBody')}</EmptyState>;
  return (
    <Card className={s['pairs']}>
      <ul className={s['list']}>
        {pairs.map((pair) => (
          <PairRow key={`${pair.one.id}:${pair.other.id}`} pair={pair} />
        ))}
      </ul>
      {found.hasNextPage && (
        <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {ui('table.more')}
        </Button>
      )}
    </Card>
  );
}
