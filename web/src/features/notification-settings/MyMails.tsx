import { listMyMails, sendMyTestMail } from '@portico/contracts/notifications/routes.ts';
import type { NotMailed } from '@portico/contracts/notifications/shapes.ts';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { keyOf, rowsOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { shortStamp } from '../../lib/time.ts';
import { useNow, usePlace } from '../../lib/use-place.ts';
import { Button, TextButton } from '../../ui/Button.tsx';
import { Section } from '../../ui/Page.tsx';
import { Banner, EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { toast } from '../../ui/toast-store.ts';
import { MailRow } from './MailRow.tsx';
import s from './NotificationSettings.module.css';
import { useTopicWords } from './topic-words.ts';

/** What was sent to me and how it went; what my settings kept from being sent. */
export function MyMails(): ReactNode {
  const { t } = useTranslation('notifications');
  const client = useQueryClient();
  const [sending, setSending] = useState(false);
  const found = useInfiniteQuery({
    queryKey: [...keyOf(listMyMails), 'pages'],
    queryFn: ({ signal, pageParam }) =>
      call(listMyMails, { query: { limit: 10, ...(pageParam === null ? {} : { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const first = found.data?.pages[0];
  const refresh = () => client.invalidateQueries({ queryKey: keyOf(listMyMails) });
  const sendTest = async () => {
    setSending(true);
    try {
      await call(sendMyTestMail, {});
      toast({ icon: 'mail', text: t('mails.tested') });
      // It leaves within a moment; asked twice, so that its last state is the one that is seen.
      for (const ms of [800, 4_000]) setTimeout(() => void refresh(), ms);
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'notifications') });
    }
    setSending(false);
  };
  const rows = rowsOf(found.data?.pages);
  return (
    <Section
      title={t('mails.title')}
      action={
        <Button size="sm" icon="mail" busy={sending} disabled={first?.address === null} onClick={() => void sendTest()}>
          {t('mails.test')}
        </Button>
      }
    >
      {found.isPending ? (
        <SkeletonRows rows={3} label={t('mails.loading')} />
      ) : found.isError && !first ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <div className={s['mails']}>
          <p className={s['hint']}>
            {first?.address ? (
              <>
                {t('mails.address')} <bdi className={s['strong']}>{first.address}</bdi>
              </>
            ) : (
              t('mails.noAddress')
            )}
          </p>
          {first?.transport !== 'smtp' && (
            <Banner tone={first?.transport === 'none' ? 'warn' : 'info'}>
              {t(first?.transport === 'none' ? 'mails.none' : 'mails.inbox')}
            </Banner>
          )}
          {first && first.notMailed.length > 0 && <NotMailedList items={first.notMailed} />}
          {rows.length === 0 ? (
            <EmptyState title={t('mails.empty')}>{t('mails.emptyBody')}</EmptyState>
          ) : (
            <ul className={s['rows']}>
              {rows.map((mail) => (
                <MailRow key={mail.id} mail={mail} />
              ))}
            </ul>
          )}
          <div className={s['acts']}>
            {found.hasNextPage && <TextButton onClick={() => void found.fetchNextPage()}>{t('mails.more')}</TextButton>}
            <TextButton onClick={() => void refresh()}>{t('mails.refresh')}</TextButton>
          </div>
        </div>
      )}
    </Section>
  );
}

function NotMailedList({ items }: { items: readonly NotMailed[] }): ReactNode {
  const { t } = useTranslation('notifications');
  const wordsOf = useTopicWords();
  const place = usePlace();
  const now = useNow();
  return (
    <details className={s['notMailed']}>
      <summary>{t('mails.notMailed')}</summary>
      <ul>
        {items.map(({ topic, why, count, until }) => (
          <li key={`${topic} ${why}`}>
            {t(`mails.why.${why}`, { count, topic: wordsOf(topic).title })}
            {until && `, ${t('mails.next', { when: shortStamp(until, now, place) })}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
