import { list } from '@portico/contracts/merges/routes.ts';
import type { MergeKind } from '@portico/contracts/merges/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { Banner } from '../States.tsx';
import { RouterButton } from './links.tsx';

/** On the page of a record that became part of another one: where it went. Old links end here and lead on. */
export function MergedNote({ kind, record }: { kind: MergeKind; record: { readonly id: number; readonly active: boolean } }): ReactNode {
  const { t } = useTranslation('people');
  const found = useQuery({ ...readTech(list, { query: { kind, recordId: record.id, limit: 5 } }), enabled: !record.active });
  const merge = found.data?.items.find((one) => one.loser.id === record.id && (one.state === 'running' || one.state === 'done'));
  if (!merge) return null;
  return (
    <Banner
      tone="info"
      action={
        <RouterButton
          size="sm"
          to={kind === 'company' ? '/companies/$id' : '/contacts/$id'}
          params={{ id: String(merge.winner.id) } as never}
        >
          {t('merged.open')}
        </RouterButton>
      }
    >
      {t('merged.into', { name: merge.winner.name })}
    </Banner>
  );
}
