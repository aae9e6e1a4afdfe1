import { list as mergeList, undo } from '@portico/contracts/merges/routes.ts';
import type { Merge, MergeKind } from '@portico/contracts/merges/shapes.ts';
import { list as relocationList } from '@portico/contracts/relocations/routes.ts';
import type { Relocation } from '@portico/contracts/relocations/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { QuietLink } from '../../ui/records/links.tsx';
import { Pill, Progress } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Care.module.css';

const BUSY = new Set(['running', 'undoing']);
const anyBusy = (items: readonly { readonly state: string }[] | undefined): number | false =>
  items?.some((one) => BUSY.has(one.state)) ? 1500 : false;

/** Moves and merges of one record, newest first, with the way back as long as there is one. */
export function History({ kind, id }: { kind: MergeKind; id: number }): ReactNode {
  const { t } = useTranslation('care');
  const merges = useQuery({
    ...readTech(mergeList, { query: { kind, recordId: id, limit: 50 } }),
    refetchInterval: ({ state }) => anyBusy(state.data?.items),
  });
  const moves = useQuery({
    ...readTech(relocationList, { params: { id }, query: { limit: 50 } }),
    enabled: kind === 'contact',
    refetchInterval: ({ state }) => anyBusy(state.data?.items),
  });
  const entries = [
    ...(merges.data?.items ?? []).map((one) => ({ at: one.createdAt, row: <MergeEntry key={`m${one.id}`} one={one} mine={id} /> })),
    ...(moves.data?.items ?? []).map((one) => ({ at: one.createdAt, row: <MoveEntry key={`r${one.id}`} one={one} /> })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <FormCard title={t('history.title')} hint={t('history.hint')}>
      {entries.length === 0 ? (
        <p className={s['muted']}>{t('history.empty')}</p>
      ) : (
        <ul className={s['list']}>{entries.map((entry) => entry.row)}</ul>
      )}
    </FormCard>
  );
}

function MoveEntry({ one }: { one: Relocation }): ReactNode {
  const { t } = useTranslation('care');
  return (
    <li>
      <span className={s['who']}>
        <span>{t('history.moved', { from: one.from.name, to: one.to.name })}</span>
        <Stamp at={one.createdAt} by={one.by} />
        {one.state === 'running' && <Progress value={one.counts.tickets} max={one.counts.of} label={t('move.running')} />}
        {one.counts.of > 0 && <span className={s['muted']}>{t('history.progress', { done: one.counts.tickets, of: one.counts.of })}</span>}
      </span>
      <State state={one.state} />
    </li>
  );
}

function MergeEntry({ one, mine }: { one: Merge; mine: number }): ReactNode {
  const { t } = useTranslation('care');
  const queries = useQueryClient();
  const names = { loser: one.loser.name, winner: one.winner.name };
  const kept = Object.values(one.kept).reduce((sum, count) => sum + count, 0);
  const takeBack = async () => {
    const words = {
      title: t('history.undoTitle', names),
      body: t('history.undoBody', names),
      act: t('history.undo'),
      keep: t('history.keep'),
    };
    if (!(await confirm({ ...words, icon: 'undo' }))) return;
    try {
      await callTech(undo, { params: { id: one.id } });
      toast({ icon: 'check-circle', text: t('history.undoing') });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'care') });
    }
    for (const key of ['merges.list', 'contacts.get', 'companies.get', 'merges.duplicates'])
      void queries.invalidateQueries({ queryKey: [key] });
  };
  const other = one.loser.id === mine ? one.winner : one.loser;
  const page = one.kind === 'company' ? '/companies/$id' : '/contacts/$id';
  return (
    <li>
      <span className={s['who']}>
        <QuietLink to={page} params={{ id: String(other.id) } as never}>
          {t('history.merged', names)}
        </QuietLink>
        <Stamp at={one.createdAt} by={one.by} />
        {one.can.undo && (
          <span className={s['muted']}>
            {t('history.until')} <TimeAgo at={one.undoUntil} form="stamp" />
          </span>
        )}
        {kept > 0 && <span className={s['muted']}>{t('history.kept', { count: kept })}</span>}
      </span>
      <State state={one.state} />
      {one.can.undo && (
        <Button size="sm" icon="undo" onClick={() => void takeBack()}>
          {t('history.undo')}
        </Button>
      )}
    </li>
  );
}

function Stamp({ at, by }: { at: string; by: { readonly name: string } | null }): ReactNode {
  const { t } = useTranslation('care');
  return (
    <span className={s['muted']}>
      <TimeAgo at={at} /> {by && t('history.by', { name: by.name })}
    </span>
  );
}

const State = ({ state }: { state: Merge['state'] }): ReactNode => {
  const { t } = useTranslation('care');
  const tone = state === 'failed' ? 'bad' : BUSY.has(state) ? 'info' : state === 'done' ? 'good' : 'idle';
  return <Pill tone={tone}>{t(`history.state.${state}`)}</Pill>;
};
