import { duplicates } from '@portico/contracts/merges/routes.ts';
import type { DuplicatePair, MergeKind } from '@portico/contracts/merges/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { RouterButton } from '../../ui/records/links.tsx';
import { Pill } from '../../ui/Surface.tsx';
import type { Option } from '../../ui/use-options.ts';
import s from './Care.module.css';
import { findCompanies, findContacts } from './find-records.ts';

/** Likely duplicates of one record, and any other one to compare it with. */
export function MergeCard({ kind, record }: { kind: MergeKind; record: { readonly id: number; readonly name: string } }): ReactNode {
  const { t } = useTranslation('care');
  const navigate = useNavigate();
  const [other, setOther] = useState<Option | null>(null);
  const found = useQuery(readTech(duplicates, { query: { kind, recordId: record.id, limit: 10 } }));
  const pairs = found.data?.items ?? [];
  return (
    <FormCard title={t('merge.title')} hint={t(kind === 'contact' ? 'merge.contactHint' : 'merge.companyHint')}>
      {found.data && pairs.length === 0 ? (
        <p className={s['muted']}>{t('merge.none')}</p>
      ) : (
        <ul className={s['list']} aria-label={t('merge.likely')}>
          {pairs.map((pair) => (
            <PairRow key={`${pair.one.id}:${pair.other.id}`} pair={pair} mine={record.id} />
          ))}
        </ul>
      )}
      <div className={s['row']}>
        <Combobox
          label={t('merge.other')}
          options={kind === 'contact' ? findContacts(record.id) : findCompanies(record.id)}
          value={other}
          onChange={setOther}
        />
        <Button
          icon="merge-in"
          disabled={other === null}
          onClick={() =>
            void navigate({ to: '/merges/compare', search: { kind, loser: String(other?.value), winner: String(record.id) } as never })
          }
        >
          {t('merge.compare')}
        </Button>
      </div>
    </FormCard>
  );
}

/** `mine`: only the other one is shown. */
export function PairRow({ pair, mine }: { pair: DuplicatePair; mine?: number }): ReactNode {
  const { t } = useTranslation('care');
  const shown = mine === undefined ? [pair.one, pair.other] : [pair.one.id === mine ? pair.other : pair.one];
  const winner = mine ?? pair.one.id;
  const loser = pair.one.id === winner ? pair.other.id : pair.one.id;
  return (
    <li>
      {shown.map((one) => (
        <span key={one.id} className={s['who']}>
          <bdi>{one.name}</bdi>
          {one.note && <span className={s['muted']}>{one.note}</span>}
        </span>
      ))}
      <Pill>{t(`merge.reason.${pair.reason}`)}</Pill>
      <RouterButton
        size="sm"
        icon="merge-in"
        to="/merges/compare"
        search={{ kind: pair.kind, loser: String(loser), winner: String(winner) } as never}
      >
        {t('merge.compare')}
      </RouterButton>
    </li>
  );
}
