import { changeMyNotifications, getMyNotifications, previewMyNotifications } from '@portico/contracts/notifications/routes.ts';
import type { NotificationSettings } from '@portico/contracts/notifications/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { sayProblem } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/class-names.ts';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Section } from '../../ui/Page.tsx';
import { Banner } from '../../ui/States.tsx';
import { toast } from '../../ui/toast-store.ts';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import s from './NotificationSettings.module.css';
import { OnThisScreen } from './OnThisScreen.tsx';
import { Preview } from './Preview.tsx';
import { QuietHoursFields, quietErrors } from './QuietHoursFields.tsx';
import { type Draft, patchOf, withChoice } from './settings-draft.ts';
import { TopicRow } from './TopicRow.tsx';

/** Everything is chosen first and saved together, so that the preview can say what it would come to. */
export function SettingsForm({ settings, audience }: { settings: NotificationSettings; audience: 'contact' | 'tech' }): ReactNode {
  const { t } = useTranslation('notifications');
  const client = useQueryClient();
  const draftOf = ({ choices, quiet, sound, popUps }: NotificationSettings): Draft => ({ choices, quiet, sound, popUps });
  // As of the last save: what another screen saves meanwhile does not move under the hands here.
  const [saved, setSaved] = useState(() => draftOf(settings));
  const form = useForm<Draft>({
    initial: saved,
    validate: ({ quiet }) => quietErrors(quiet, t),
    onSubmit: async (draft) => {
      const stored = await call(changeMyNotifications, { body: patchOf(saved, draft) });
      client.setQueryData(keyOf(getMyNotifications, {}), stored);
      // What was saved is the other side of every comparison from now on.
      await client.invalidateQueries({ queryKey: keyOf(previewMyNotifications) });
      toast({ icon: 'check-circle', text: t('saved') });
      setSaved(draftOf(stored));
      return draftOf(stored);
    },
  });
  const patch = patchOf(saved, form.values);
  const dirty = Object.keys(patch).length > 0;
  const mayLeave = useUnsavedGuard(dirty);
  useBlocker({ shouldBlockFn: async () => dirty && !(await mayLeave()), enableBeforeUnload: false });
  const { choices, quiet, sound, popUps } = form.values;
  return (
    <form className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormErrorSummary errors={form.errors} />
      <Section title={t('events.title')}>
        <p className={s['hint']}>{t('events.hint', { zone: settings.timeZone })}</p>
        <div className={s['topics']}>
          <div className={s['head']} aria-hidden="true">
            <span>{t('events.topic')}</span>
            <span>{t('events.inApp')}</span>
            <span>{t('events.desktop')}</span>
            <span>{t('events.email')}</span>
          </div>
          {choices.map((choice) => (
            <TopicRow
              key={choice.topic}
              choice={choice}
              onChange={(change) => form.set('choices', withChoice(choices, choice.topic, change))}
            />
          ))}
        </div>
      </Section>
      <Section title={t('alerts.title')}>
        <OnThisScreen
          audience={audience}
          sound={sound}
          popUps={popUps}
          onSound={(on) => form.set('sound', on)}
          onPopUps={(on) => form.set('popUps', on)}
        />
      </Section>
      <Section title={t('quiet.title')}>
        <QuietHoursFields value={quiet} errors={form.errors} audience={audience} onChange={(next) => form.set('quiet', next)} />
      </Section>
      <div className={cx(s['bar'], dirty && s['stuck'], audience === 'contact' && s['aboveTabs'])}>
        <Preview patch={patch} dirty={dirty} />
        {form.problem && (
          <Banner tone="bad" live>
            {sayProblem(form.problem, 'notifications')}
          </Banner>
        )}
        <div className={s['acts']}>
          <Button kind="primary" type="submit" busy={form.busy} disabled={!dirty}>
            {t('save')}
          </Button>
          {dirty && (
            <Button kind="subtle" onClick={() => form.reset(saved)}>
              {t('discard')}
            </Button>
          )}
          {dirty && <span className={cx(s['hint'], s['unsaved'])}>{t('unsaved')}</span>}
        </div>
      </div>
    </form>
  );
}
