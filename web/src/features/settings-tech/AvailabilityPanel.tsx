import { getMyAvailability, setMyAvailability, takeBack } from '@portico/contracts/profiles/routes.ts';
import type { MyAvailability } from '@portico/contracts/profiles/shapes.ts';
import { AVAILABILITIES } from '@portico/contracts/techs/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError, sayProblem } from '../../lib/say-problem.ts';
import { clockOrStamp, fromLocalInput, toLocalInput } from '../../lib/time.ts';
import { useNow, usePlace } from '../../lib/use-place.ts';
import { Button } from '../../ui/Button.tsx';
import { RadioCards } from '../../ui/Choices.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import { CalendarSection } from './CalendarSection.tsx';
import { ScheduleFeedSection } from './ScheduleFeedSection.tsx';
import s from './Settings.module.css';

/** What I am available for, until when, and what went to others meanwhile. */
export function AvailabilityPanel(): ReactNode {
  const { t } = useTranslation('tech');
  const { data, error, refetch } = useQuery(readTech(getMyAvailability, {}));
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonText lines={6} label={t('people.loading')} />;
  return (
    <div className={s['panel']}>
      {data.handedOver > 0 && data.state !== 'away' && <HandedOver count={data.handedOver} />}
      {data.by === 'calendar' && data.until && <ByCalendar until={data.until} />}
      <AvailabilityForm key={`${data.state} ${data.until}`} mine={data} />
      <CalendarSection />
      <ScheduleFeedSection />
    </div>
  );
}

/** Why I am busy, and how to say otherwise. */
function ByCalendar({ until }: { until: string }): ReactNode {
  const { t } = useTranslation('tech');
  const place = usePlace();
  return (
    <Banner tone="info" title={t('calendar.byCalendar', { at: clockOrStamp(until, useNow(), place) })}>
      {t('calendar.byCalendarBody')}
    </Banner>
  );
}

function HandedOver({ count }: { count: number }): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const answer = async (back: boolean) => {
    try {
      const { changed } = await callTech(takeBack, { body: { takeBack: back } });
      toast({ icon: 'check-circle', text: back ? t('availability.tookBack', { count: changed.length }) : t('availability.left') });
    } catch (problem) {
      toast({ icon: 'warning', sticky: true, text: sayError(problem, 'tech') });
    }
    await client.invalidateQueries({ queryKey: keyOf(getMyAvailability) });
  };
  return (
    <Banner
      tone="info"
      title={t('availability.handedOver', { count })}
      action={
        <>
          <Button onClick={() => void answer(false)}>{t('availability.leave')}</Button>
          <Button kind="primary" onClick={() => void answer(true)}>
            {t('availability.takeBack')}
          </Button>
        </>
      }
    >
      {t('availability.handedOverBody')}
    </Banner>
  );
}

function AvailabilityForm({ mine }: { mine: MyAvailability }): ReactNode {
  const { t } = useTranslation('tech');
  const { timeZone } = usePlace();
  const client = useQueryClient();
  const form = useForm({
    initial: { state: mine.state, until: mine.until && mine.by === 'hand' ? toLocalInput(mine.until, timeZone) : '' },
    onSubmit: async ({ state, until }) => {
      const end = state !== 'available' && until ? fromLocalInput(until, timeZone) : null;
      const saved = await callTech(setMyAvailability, { body: { state, until: end } });
      client.setQueryData(keyOf(getMyAvailability, {}), saved);
      await client.invalidateQueries({ queryKey: ['availability.list'] });
      toast({ icon: 'check-circle', text: t('availability.saved') });
    },
  });
  return (
    <form className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormErrorSummary errors={form.errors} />
      {form.problem && (
        <Banner tone="bad" live>
          {sayProblem(form.problem, 'tech')}
        </Banner>
      )}
      <RadioCards
        name="state"
        label={t('availability.label')}
        value={form.values.state}
        onChange={(state) => form.set('state', state)}
        error={form.errors['state']}
        options={AVAILABILITIES.map((state) => ({
          value: state,
          label: t(`availability.${state}`),
          hint: t(`availability.${state}Hint`),
        }))}
      />
      {form.values.state !== 'available' && (
        <TextField
          {...form.field('until')}
          label={t('availability.until')}
          hint={t('availability.untilHint', { zone: timeZone.replaceAll('_', ' ') })}
          optional
          type="datetime-local"
        />
      )}
      <div>
        <Button type="submit" kind="primary" busy={form.busy} disabled={!form.dirty}>
          {t('availability.save')}
        </Button>
      </div>
    </form>
  );
}
