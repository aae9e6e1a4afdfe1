import { getMyFeed, renewMyFeed, revokeMyFeed } from '@portico/contracts/schedules/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Section } from '../../ui/Page.tsx';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Settings.module.css';

/** My due tickets and absences at an address that other calendars can subscribe to. */
export function ScheduleFeedSection(): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(readTech(getMyFeed, {}));
  const [address, setAddress] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (problem) {
      toast({ icon: 'warning', sticky: true, text: sayError(problem, 'tech') });
    }
    setBusy(false);
    void client.invalidateQueries({ queryKey: keyOf(getMyFeed) });
  };
  const renew = async (before: boolean) => {
    const sure =
      !before ||
      (await confirm({ title: t('feed.renewTitle'), body: t('feed.renewBody'), act: t('feed.renew'), keep: t('feed.keep'), danger: true }));
    if (sure) await run(async () => setAddress((await callTech(renewMyFeed, {})).address));
  };
  const revoke = async () => {
    const sure = await confirm({
      title: t('feed.revokeTitle'),
      body: t('feed.revokeBody'),
      act: t('feed.revoke'),
      keep: t('feed.keep'),
      danger: true,
    });
    if (sure) await run(() => callTech(revokeMyFeed, {}));
  };
  return (
    <Section title={t('feed.title')}>
      <div className={s['stack']}>
        <p className={s['hint']}>{t('feed.why')}</p>
        {error && !data ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <SkeletonText lines={2} label={t('people.loading')} />
        ) : data.active ? (
          <div className={s['card']}>
            <div className={s['words']}>
              <span className={s['strong']}>{t('feed.active')}</span>
              <span className={s['hint']}>
                {data.lastReadAt ? t('feed.lastRead') : t('feed.neverRead')} {data.lastReadAt && <TimeAgo at={data.lastReadAt} />}
              </span>
            </div>
            <div className={s['acts']}>
              <Button size="sm" busy={busy} onClick={() => void renew(true)}>
                {t('feed.renew')}
              </Button>
              <Button size="sm" onClick={() => void revoke()}>
                {t('feed.revoke')}
              </Button>
            </div>
          </div>
        ) : (
          <div>
            <Button busy={busy} onClick={() => void renew(false)}>
              {t('feed.make')}
            </Button>
          </div>
        )}
      </div>
      {address !== null && (
        <Dialog
          open
          question
          onClose={() => setAddress(null)}
          title={t('feed.made')}
          actions={
            <Button kind="primary" onClick={() => setAddress(null)}>
              {t('feed.copied')}
            </Button>
          }
        >
          <p>{t('feed.once')}</p>
          <div className={s['token']}>
            <code>{address}</code>
            <CopyButton text={address} label={t('feed.copy')} />
          </div>
        </Dialog>
      )}
    </Section>
  );
}
