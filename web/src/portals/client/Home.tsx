import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestRow, WaitingRow } from '../../features/requests/RequestRow.tsx';
import { countsOf, openRequests } from '../../features/requests/requests.queries.ts';
import { shortName } from '../../lib/names.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { useNow, usePlace } from '../../lib/use-place.ts';
import { cx } from '../../ui/class-names.ts';
import { RoomyList } from '../../ui/ListRow.tsx';
import { Section } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { Card } from '../../ui/Surface.tsx';
import { AskBox } from './AskBox.tsx';
import { partOfDay } from './greeting.ts';
import s from './Home.module.css';
import { HomeServices } from './HomeServices.tsx';
import { ButtonTo, linkClass } from './links.tsx';
import { useMe } from './session-query.ts';

const SHOWN = 5;

/** What do you need, what waits for you, what is going on. */
export function Home(): ReactNode {
  const { t } = useTranslation('client');
  const me = useMe();
  const place = usePlace();
  const part = partOfDay(useNow(), place.timeZone);
  const waiting = useQuery(countsOf()).data?.waitingForYou ?? 0;
  useDocumentTitle(t('nav.home'), waiting);
  return (
    <div data-page="home">
      <h1 className={s['hello']}>
        {t(`home.hello.${part}`, { name: shortName(me.name) })} <span>{t('home.need')}</span>
      </h1>
      <AskBox />
      <div className={s['grid']}>
        <div className={s['stack']}>
          <Requests />
        </div>
        <HomeServices />
      </div>
    </div>
  );
}

function Requests(): ReactNode {
  const { t } = useTranslation('client');
  const found = useQuery(openRequests());
  if (found.isPending) {
    return (
      <Section title={t('home.open')}>
        <Card>
          <SkeletonRows rows={3} label={t('list.loading')} />
        </Card>
      </Section>
    );
  }
  if (found.isError && !found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const tickets = found.data?.items ?? [];
  const waiting = tickets.filter((ticket) => ticket.turn === 'you');
  const others = tickets.filter((ticket) => ticket.turn !== 'you');
  return (
    <>
      {waiting.length > 0 && (
        <Section title={t('home.waiting')} action={waiting.length > SHOWN && <AllTickets count={waiting.length} />}>
          <RoomyList waiting>
            {waiting.slice(0, SHOWN).map((ticket) => (
              <WaitingRow
                key={ticket.id}
                ticket={ticket}
                action={
                  <ButtonTo to="/tickets/$number" params={{ number: String(ticket.number) }} hash="reply" className={s['answer'] ?? ''}>
                    {t('home.answer')}
                  </ButtonTo>
                }
              />
            ))}
          </RoomyList>
        </Section>
      )}
      <Section title={t('home.open')} action={tickets.length > 0 && <AllTickets />}>
        {others.length > 0 ? (
          <RoomyList>
            {others.slice(0, SHOWN).map((ticket) => (
              <RequestRow key={ticket.id} ticket={ticket} />
            ))}
          </RoomyList>
        ) : (
          <Card>
            <EmptyState title={waiting.length > 0 ? t('home.restTitle') : t('home.emptyTitle')}>
              {waiting.length > 0 ? t('home.restBody') : t('home.emptyBody')}
            </EmptyState>
          </Card>
        )}
      </Section>
    </>
  );
}

function AllTickets({ count }: { count?: number }): ReactNode {
  const { t } = useTranslation('client');
  return (
    <Link to="/tickets" className={cx(linkClass, s['more'])}>
      {count === undefined ? t('home.allTickets') : t('home.allCount', { count })}
    </Link>
  );
}
