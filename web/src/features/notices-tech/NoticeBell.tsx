import { Popover } from '@mantine/core';
import { listNotices, readNotices } from '@portico/contracts/notifications/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech, type TechReply } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { TextButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { EmptyState, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './Notices.module.css';
import { useNoticeWords } from './notice-words.ts';

type Notice = TechReply<typeof listNotices>['items'][number];

/** What happened to my tickets, newest first. */
export function NoticeBell({ onOpen }: { onOpen: (link: string) => void }): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const { data, error, isPending, refetch } = useQuery({ ...readTech(listNotices, { query: { limit: 25 } }), refetchInterval: 120_000 });
  const unread = data?.unread ?? 0;
  const markRead = async (ids?: number[]) => {
    // A notice that stays unread is seen again; that is all that can go wrong.
    await callTech(readNotices, { body: ids ? { ids } : {} }).catch(() => undefined);
    await client.invalidateQueries({ queryKey: keyOf(listNotices) });
  };
  const follow = (notice: Notice) => {
    setOpen(false);
    if (notice.readAt === null) void markRead([notice.id]);
    onOpen(notice.link);
  };
  const label = unread > 0 ? t('notice.bellUnread', { count: unread }) : t('notice.bell');
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      offset={6}
      trapFocus
      returnFocus
      withRoles={false}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: s['dropdown'] ?? '' }}
    >
      <Popover.Target>
        <IconButton icon="bell" label={label} dot={unread > 0} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)} />
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('notice.bell')}>
        <header className={s['head']}>
          <h2>{t('notice.bell')}</h2>
          {unread > 0 && <TextButton onClick={() => void markRead()}>{t('notice.readAll')}</TextButton>}
        </header>
        <div className={s['body']}>
          {isPending ? (
            <SkeletonText lines={4} label={t('notice.loading')} />
          ) : error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : data.items.length === 0 ? (
            <EmptyState title={t('notice.none')}>{t('notice.noneBody')}</EmptyState>
          ) : (
            <ul>
              {data.items.map((notice) => (
                <NoticeRow key={notice.id} notice={notice} onFollow={() => follow(notice)} />
              ))}
            </ul>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function NoticeRow({ notice, onFollow }: { notice: Notice; onFollow: () => void }): ReactNode {
  const words = useNoticeWords();
  return (
    <li>
      <button type="button" className={cx(s['row'], notice.readAt === null && s['unread'])} onClick={onFollow}>
        <span className={s['lead']} dir="auto">
          {words(notice.lead)}
        </span>
        <span className={s['time']}>
          <TimeAgo at={notice.createdAt} />
        </span>
        <span className={s['subject']} dir="auto">
          {words(notice.subject)}
        </span>
      </button>
    </li>
  );
}
