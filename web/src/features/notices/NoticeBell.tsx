import { listNotices, readNotices } from '@portico/contracts/notifications/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { keyOf, read } from '../../lib/query.ts';
import { TextButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { EmptyState, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './Notices.module.css';
import { noticeWords } from './notice-words.ts';

const LATEST = { query: { limit: 30 } };

/** What happened to my tickets while I was away. */
export function NoticeBell({ onOpen }: { onOpen: (link: string) => void }): ReactNode {
  const { t } = useTranslation('client');
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const found = useQuery(read(listNotices, LATEST));
  const unread = found.data?.unread ?? 0;
  const markRead = async (ids?: number[]) => {
    await call(readNotices, { body: ids ? { ids } : {} }).catch(() => undefined);
    await client.invalidateQueries({ queryKey: keyOf(listNotices) });
  };
  const follow = (id: number, link: string, isRead: boolean) => {
    setOpen(false);
    if (!isRead) void markRead([id]);
    onOpen(link);
  };
  return (
    <>
      <IconButton
        ref={opener}
        icon="bell"
        size="md"
        iconSize={20}
        dot={unread > 0}
        label={unread > 0 ? t('notices.bellUnread', { count: unread }) : t('notices.bell')}
        onClick={() => setOpen(true)}
      />
      <Dialog
        open={open}
        title={t('notices.title')}
        onClose={() => setOpen(false)}
        {...(unread > 0 ? { actions: <TextButton onClick={() => void markRead()}>{t('notices.readAll')}</TextButton> } : {})}
      >
        {found.isPending ? (
          <SkeletonText lines={4} label={t('notices.loading')} />
        ) : found.isError ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        ) : found.data.items.length === 0 ? (
          <EmptyState title={t('notices.emptyTitle')}>{t('notices.emptyBody')}</EmptyState>
        ) : (
          <ul className={s['list']}>
            {found.data.items.map((notice) => (
              <li key={notice.id}>
                <button
                  type="button"
                  className={cx(s['row'], notice.readAt === null && s['unread'])}
                  onClick={() => follow(notice.id, notice.link, notice.readAt !== null)}
                >
                  <span className={s['lead']} dir="auto">
                    {noticeWords(notice.lead, t)}
                  </span>
                  <span className={s['subject']} dir="auto">
                    {noticeWords(notice.subject, t)}
                  </span>
                  <span className={s['time']}>
                    <TimeAgo at={notice.createdAt} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Dialog>
    </>
  );
}
