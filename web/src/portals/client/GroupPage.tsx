import { removeMember } from '@portico/contracts/contact-groups/routes.ts';
import type { ContactGroupForContact } from '@portico/contracts/contact-groups/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GroupFacts, GroupMark } from '../../features/contact-groups/GroupRow.tsx';
import { groupOf, refreshGroups } from '../../features/contact-groups/groups.queries.ts';
import { Members } from '../../features/contact-groups/Members.tsx';
import { findColleagues } from '../../features/requests/find-colleagues.ts';
import { refreshRequests } from '../../features/requests/requests.queries.ts';
import { call } from '../../lib/api.ts';
import { useRoom } from '../../lib/live.ts';
import { isProblem } from '../../lib/problem.ts';
import { sayError } from '../../lib/say-problem.ts';
import { TextButton } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Page } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Card } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './GroupPage.module.css';
import { ButtonTo } from './links.tsx';
import { useMe } from './session-query.ts';

export function GroupPage(): ReactNode {
  const { t } = useTranslation('client');
  const id = Number(useParams({ from: '/groups/$id' }).id);
  const valid = Number.isInteger(id) && id > 0 && id < 2 ** 31;
  const group = useQuery({ ...groupOf(id), enabled: valid });
  const back = (
    <Link to="/groups" className={s['back']}>
      <Icon name="chevron-start" size={16} />
      {t('groups.back')}
    </Link>
  );
  if (group.data) return <Loaded group={group.data} back={back} />;
  const gone = !valid || isProblem(group.error, 'contactGroup.notFound');
  return (
    <Page title={t('nav.groups')} back={back}>
      {gone ? (
        <Card>
          <EmptyState title={t('groups.gone')} />
        </Card>
      ) : group.isError ? (
        <ErrorState error={group.error} onRetry={() => void group.refetch()} />
      ) : (
        <SkeletonText lines={5} label={t('groups.loading')} />
      )}
    </Page>
  );
}

function Loaded({ group, back }: { group: ContactGroupForContact; back: ReactNode }): ReactNode {
  const { t } = useTranslation('client');
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  useRoom(group.can.seeMembers ? `contact-group:${group.id}` : null);
  const leave = async () => {
    const sure = await confirm({
      title: t('groups.leaveTitle', { group: group.name }),
      body: t('groups.leaveBody'),
      act: t('groups.leaveAct'),
      keep: t('groups.keep'),
      danger: true,
    });
    if (!sure) return;
    try {
      await call(removeMember, { params: { id: group.id, contactId: me.id } });
      toast({ icon: 'check-circle', text: t('groups.left', { group: group.name }) });
      await navigate({ to: '/groups' });
      void refreshGroups(client);
      void refreshRequests(client);
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'client') });
    }
  };
  return (
    <Page title={group.name} before={<GroupMark icon={group.icon} />} intro={<GroupFacts group={group} />} back={back}>
      <div className={s['acts']}>
        <ButtonTo to="/new" search={{ group: group.id }} icon="plus">
          {t('groups.ask')}
        </ButtonTo>
        <ButtonTo to="/tickets" search={{ group: group.id }} icon="ticket">
          {t('groups.tickets')}
        </ButtonTo>
      </div>
      {group.role && <p className={s['means']}>{t(`groups.means.${group.role}`)}</p>}
      {group.can.seeMembers ? <Members group={group} findPeople={findColleagues} /> : <p className={s['means']}>{t('groups.hidden')}</p>}
      {group.can.leave && (
        <p className={s['leave']}>
          <TextButton onClick={() => void leave()}>{t('groups.leave')}</TextButton>
        </p>
      )}
    </Page>
  );
}
