import {
  connectCalendar,
  disconnectCalendar,
  getMyAvailability,
  getMyCalendar,
  refreshCalendar,
} from '@portico/contracts/profiles/routes.ts';
import type { MyCalendar } from '@portico/contracts/profiles/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError, sayProblem } from '../../lib/say-problem.ts';
import { endStamp, shortStamp } from '../../lib/time.ts';
import { useNow, usePlace } from '../../lib/use-place.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Section } from '../../ui/Page.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Settings.module.css';

/** A private calendar that says when I am busy: where it is, how it is, the way out. */
export function CalendarSection(): ReactNode {
  const { t } = useTranslation('tech');
  const { data, error, refetch } = useQuery({
    ...readTech(getMyCalendar, {}),
    // The live line tells when it was read; without one, looking does.
    refetchInterval: ({ state }) => (state.data?.pending ? 3_000 : false),
  });
  const [replacing, setReplacing] = useState(false);
  return (
    <Section title={t('calendar.title')}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={3} label={t('people.loading')} />
      ) : data.connected && !replacing ? (
        <Connected mine={data} onReplace={() => setReplacing(true)} />
      ) : (
        <AddressForm replacing={replacing} onDone={() => setReplacing(false)} />
      )}
    </Section>
  );
}

function useRefresh(): (mine?: MyCalendar) => Promise<void> {
  const client = useQueryClient();
  return async (mine) => {
    if (mine) client.setQueryData(keyOf(getMyCalendar, {}), mine);
    else await client.invalidateQueries({ queryKey: keyOf(getMyCalendar) });
    await client.invalidateQueries({ queryKey: keyOf(getMyAvailability) });
    await client.invalidateQueries({ queryKey: ['availability.list'] });
  };
}

function AddressForm({ replacing, onDone }: { replacing: boolean; onDone: () => void }): ReactNode {
  const { t } = useTranslation('tech');
  const refresh = useRefresh();
  const form = useForm({
    initial: { address: '' },
    validate: ({ address }) => (/^(https?|webcals?):\/\/./i.test(address.trim()) ? {} : { address: t('calendar.addressWrong') }),
    onSubmit: async ({ address }) => {
      await refresh(await callTech(connectCalendar, { body: { address: address.trim() } }));
      toast({ icon: 'check-circle', text: t('calendar.connected') });
      onDone();
    },
  });
  return (
    <form className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
      <p className={s['hint']}>{t('calendar.why')}</p>
      <FormErrorSummary errors={form.errors} />
      {form.problem && (
        <Banner tone="bad" live>
          {sayProblem(form.problem, 'tech')}
        </Banner>
      )}
      <TextField
        {...form.field('address')}
        label={t('calendar.address')}
        hint={t('calendar.addressHint')}
        placeholder="https://"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
      />
      <details className={s['hint']}>
        <summary>{t('calendar.where')}</summary>
        <ul className={s['bullets']}>
          {(['google', 'outlook', 'apple', 'nextcloud'] as const).map((service) => (
            <li key={service}>{t(`calendar.whereIn.${service}`)}</li>
          ))}
        </ul>
      </details>
      <div className={s['acts']}>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('calendar.connect')}
        </Button>
        {replacing && <Button onClick={onDone}>{t('new.cancel')}</Button>}
      </div>
    </form>
  );
}

function Connected({ mine, onReplace }: { mine: MyCalendar; onReplace: () => void }): ReactNode {
  const { t } = useTranslation('tech');
  const refresh = useRefresh();
  const act = async (work: () => Promise<MyCalendar | null>) => {
    try {
      await refresh((await work()) ?? undefined);
    } catch (problem) {
      toast({ icon: 'warning', sticky: true, text: sayError(problem, 'tech') });
    }
  };
  const disconnect = async () => {
    const sure = await confirm({
      title: t('calendar.disconnectTitle'),
      body: t('calendar.disconnectBody'),
      act: t('calendar.disconnect'),
      keep: t('calendar.keep'),
      danger: true,
    });
    if (sure) await act(async () => (await callTech(disconnectCalendar, {}), null));
  };
  return (
    <div className={s['stack']}>
      <div className={s['card']}>
        <div className={s['words']}>
          <bdi className={s['strong']}>{mine.host}</bdi>
          <span className={s['hint']} role="status">
            {mine.pending ? (
              t('calendar.pending')
            ) : mine.fetchedAt ? (
              <>
                {t('calendar.read', { count: mine.events })} <TimeAgo at={mine.fetchedAt} />
              </>
            ) : (
              t('calendar.neverRead')
            )}
          </span>
        </div>
        <div className={s['acts']}>
          <Button size="sm" busy={mine.pending} onClick={() => void act(() => callTech(refreshCalendar, { body: {} } as never))}>
            {t('calendar.refresh')}
          </Button>
          <Button size="sm" onClick={onReplace}>
            {t('calendar.replace')}
          </Button>
          <Button size="sm" onClick={() => void disconnect()}>
            {t('calendar.disconnect')}
          </Button>
        </div>
      </div>
      <Troubles mine={mine} />
      <BusyTimes mine={mine} />
    </div>
  );
}

/** What is wrong, what was kept, what to do. */
function Troubles({ mine }: { mine: MyCalendar }): ReactNode {
  const { t } = useTranslation('tech');
  const place = usePlace();
  const now = useNow();
  return (
    <>
      {mine.problem && (
        <Banner tone="warn" title={t(`calendar.problem.${mine.problem}`)}>
          {t(`calendar.doing.${mine.problem}`)} {mine.fetchedAt && t('calendar.kept')}{' '}
          {mine.nextAt && t('calendar.next', { at: shortStamp(mine.nextAt, now, place) })}
        </Banner>
      )}
      {mine.skipped > 0 && !mine.problem && <Banner>{t('calendar.skipped', { count: mine.skipped })}</Banner>}
      {!mine.encrypted && <Banner tone="warn">{t('calendar.notEncrypted')}</Banner>}
    </>
  );
}

function BusyTimes({ mine }: { mine: MyCalendar }): ReactNode {
  const { t } = useTranslation('tech');
  const place = usePlace();
  const now = useNow();
  if (mine.pending || !mine.fetchedAt) return null;
  const ahead = mine.busy.filter(({ endsAt }) => Date.parse(endsAt) > now);
  if (ahead.length === 0) return <p className={s['hint']}>{t('calendar.nothingAhead')}</p>;
  return (
    <div>
      <h3 className={s['strong']}>{t('calendar.ahead')}</h3>
      {mine.overriddenUntil && Date.parse(mine.overriddenUntil) > now && (
        <p className={s['hint']}>{t('calendar.overridden', { at: shortStamp(mine.overriddenUntil, now, place) })}</p>
      )}
      <ul className={s['times']}>
        {ahead.map(({ startsAt, endsAt }) => (
          <li key={startsAt}>
            <time dateTime={startsAt}>{shortStamp(startsAt, now, place)}</time> –{' '}
            <time dateTime={endsAt}>{endStamp(startsAt, endsAt, now, place)}</time>
          </li>
        ))}
      </ul>
    </div>
  );
}
