import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GroupRow } from '../../features/contact-groups/GroupRow.tsx';
import { myGroups } from '../../features/contact-groups/groups.queries.ts';
import { RoomyList } from '../../ui/ListRow.tsx';
import { Page } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { Card } from '../../ui/Surface.tsx';

export function GroupsPage(): ReactNode {
  const { t } = useTranslation('client');
  const groups = useQuery(myGroups());
  return (
    <Page title={t('nav.groups')} intro={t('groups.intro')}>
      {groups.isPending ? (
        <Card>
          <SkeletonRows rows={3} label={t('groups.loading')} />
        </Card>
      ) : groups.isError ? (
        <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />
      ) : groups.data.length === 0 ? (
        <Card>
          <EmptyState title={t('groups.emptyTitle')}>{t('groups.emptyBody')}</EmptyState>
        </Card>
      ) : (
        <RoomyList>
          {groups.data.map((group) => (
            <GroupRow
              key={group.id}
              group={group}
              title={
                <Link to="/groups/$id" params={{ id: String(group.id) }}>
                  <bdi>{group.name}</bdi>
                </Link>
              }
            />
          ))}
        </RoomyList>
      )}
    </Page>
  );
}
