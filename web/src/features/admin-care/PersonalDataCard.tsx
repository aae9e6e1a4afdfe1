import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import { exports, link, makeExport, preview } from '@portico/contracts/personal-data/routes.ts';
import type { PersonalExport } from '@portico/contracts/personal-data/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { Banner, SkeletonText } from '../../ui/States.tsx';
import { Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Care.module.css';
import { EraseDialog } from './EraseDialog.tsx';

/** Of the many kinds of rows, those that people ask for. */
const SHOWN = [
  'tickets',
  'comments',
  'mails',
  'notices',
  'sign_in_attempts',
  'sessions',
  'files',
  'drafts',
  'contact_import_rows',
] as const;

/** What is kept of a person: in numbers, as a file, and how to erase it. */
export function PersonalDataCard({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation('care');
  const queries = useQueryClient();
  const input = { params: { id: contact.id } };
  const found = useQuery({ ...readTech(preview, input), refetchInterval: ({ state }) => (state.data?.erasing ? 1500 : false) });
  const [erasing, setErasing] = useState(false);
  const [busy, setBusy] = useState(false);
  const data = found.data;
  const gather = async () => {
    setBusy(true);
    try {
      await callTech(makeExport, input);
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'care') });
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ['personalData.exports'] });
    }
  };
  return (
    <FormCard title={t('data.title')} hint={t('data.hint', { name: contact.name })}>
      {!data ? (
        found.isError ? (
          <Banner tone="bad">{sayError(found.error, 'care')}</Banner>
        ) : (
          <SkeletonText lines={4} label={t('loading')} />
        )
      ) : (
        <>
          {data.erasing && <Banner tone="info">{t('data.erasing')}</Banner>}
          {data.erasedAt && <Banner tone="info">{t('data.erased')}</Banner>}
          <dl className={s['counts']} aria-label={t('data.rows')}>
            {SHOWN.map((name) => (
              <div key={name}>
                <dt>{t(`data.count.${name}`)}</dt>
                <dd>{data.counts[name] ?? 0}</dd>
              </div>
            ))}
          </dl>
          <div className={s['end']}>
            <Button icon="download" busy={busy} disabled={!data.can.export} onClick={() => void gather()}>
              {t('data.export')}
            </Button>
            {data.can.erase && (
              <Button kind="danger" icon="trash" onClick={() => setErasing(true)}>
                {t('data.erase')}
              </Button>
            )}
          </div>
          {!data.can.erase && data.can.export && <p className={s['muted']}>{t('data.onlyMaster')}</p>}
          <Exports contactId={contact.id} />
          {erasing && <EraseDialog contact={contact} data={data} onClose={() => setErasing(false)} />}
        </>
      )}
    </FormCard>
  );
}

function Exports({ contactId }: { contactId: number }): ReactNode {
  const { t } = useTranslation('care');
  const found = useQuery({
    ...readTech(exports, { params: { id: contactId }, query: { limit: 10 } }),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state === 'running') ? 1500 : false),
  });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <ul className={s['list']} aria-label={t('data.exports')}>
      {items.map((one) => (
        <ExportRow key={one.id} one={one} />
      ))}
    </ul>
  );
}

function ExportRow({ one }: { one: PersonalExport }): ReactNode {
  const { t, i18n } = useTranslation('care');
  const queries = useQueryClient();
  const isThere = one.state === 'done' && one.expiresAt !== null && one.expiresAt > new Date().toISOString();
  const download = async () => {
    try {
      const { url } = await callTech(link, { params: { id: one.id } });
      window.location.assign(url);
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'care') });
    }
    void queries.invalidateQueries({ queryKey: ['personalData.exports'] });
  };
  const size = new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 });
  return (
    <li>
      <span className={s['who']}>
        <span>
          {t('data.made')} <TimeAgo at={one.createdAt} /> {one.by && t('history.by', { name: one.by.name })}
        </span>
        <span className={s['muted']}>
          {isThere && one.expiresAt && (
            <>
              {t('data.until')} <TimeAgo at={one.expiresAt} form="stamp" /> · {size.format(Math.ceil((one.size ?? 0) / 1000))} ·{' '}
            </>
          )}
          {t('data.downloads', { count: one.downloads })}
        </span>
      </span>
      {one.state === 'running' && <Pill tone="info">{t('data.exporting')}</Pill>}
      {one.state === 'failed' && <Pill tone="bad">{t('data.failed')}</Pill>}
      {one.state === 'done' && !isThere && <Pill>{t('data.gone')}</Pill>}
      {isThere && (
        <Button size="sm" icon="download" onClick={() => void download()}>
          {t('data.download')}
        </Button>
      )}
    </li>
  );
}
