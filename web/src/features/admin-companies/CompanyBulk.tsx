import { bulkUpdate } from '@portico/contracts/companies/routes.ts';
import type { CompanyItem } from '@portico/contracts/companies/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { BulkBar, BulkTagsDialog, useBulk } from '../../ui/records/BulkBar.tsx';
import { CountryField } from '../../ui/records/CountryField.tsx';
import type { RowId } from '../../ui/table-state.ts';

type Patch = BodyOf<typeof bulkUpdate>['patch'];

/** State, country and tags of the ticked companies. */
export function CompanyBulk({
  chosen,
  rows,
  onClear,
}: {
  chosen: ReadonlySet<RowId>;
  rows: readonly CompanyItem[];
  onClear: () => void;
}): ReactNode {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'tags' | 'country' | null>(null);
  const ids = rows.filter((row) => chosen.has(row.id)).map((row) => row.id);
  const bulk = useBulk<Patch>(
    (part, patch) => callTech(bulkUpdate, { body: { ids: part, patch } }),
    (id) => rows.find((row) => row.id === id)?.name ?? `#${id}`,
    () => {
      onClear();
      void queries.invalidateQueries({ queryKey: ['companies.list'] });
      void queries.invalidateQueries({ queryKey: ['companies.get'] });
    },
  );
  const count = ids.length;
  const disable = async () => {
    const title = t('bulk.disableCompaniesTitle', { count });
    const words = { title, body: t('bulk.disableCompaniesBody'), act: t('bulk.disable'), keep: t('bulk.keep') };
    if (await confirm({ ...words, danger: true, icon: 'stop' })) await bulk.run(ids, { active: false });
  };
  return (
    <>
      <BulkBar count={count} onClear={onClear}>
        <Button icon="tag" busy={bulk.busy} onClick={() => setAsking('tags')}>
          {t('bulk.tags')}
        </Button>
        <Button icon="globe" busy={bulk.busy} onClick={() => setAsking('country')}>
          {t('bulk.country')}
        </Button>
        <Button icon="play" busy={bulk.busy} onClick={() => void bulk.run(ids, { active: true })}>
          {t('bulk.enable')}
        </Button>
        <Button icon="stop" busy={bulk.busy} onClick={() => void disable()}>
          {t('bulk.disable')}
        </Button>
      </BulkBar>
      {asking === 'tags' && (
        <BulkTagsDialog place="company" count={count} onClose={() => setAsking(null)} onApply={(tags) => void bulk.run(ids, { tags })} />
      )}
      {asking === 'country' && (
        <CountryDialog count={count} onClose={() => setAsking(null)} onApply={(country) => void bulk.run(ids, { country })} />
      )}
      {bulk.report}
    </>
  );
}

function CountryDialog(props: { count: number; onClose: () => void; onApply: (country: string | null) => void }): ReactNode {
  const { count, onClose, onApply } = props;
  const { t } = useTranslation('people');
  const [country, setCountry] = useState('');
  return (
    <Dialog
      open
      title={t('bulk.countryTitle', { count })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind="primary"
            onClick={() => {
              onApply(country || null);
              onClose();
            }}
          >
            {t('bulk.countryAct')}
          </Button>
        </>
      }
    >
      <p>{t('bulk.countryNone')}</p>
      <CountryField value={country} onChange={setCountry} />
    </Dialog>
  );
}
