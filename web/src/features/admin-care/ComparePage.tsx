import { preview, start } from '@portico/contracts/merges/routes.ts';
import type { MergeField, MergeKind, MergePreview } from '@portico/contracts/merges/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { LANGUAGE_NAMES, type Language } from '../../lib/i18n.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choices.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { Page } from '../../ui/Page.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { toast } from '../../ui/toast-store.ts';
import { Blocked } from './Blocked.tsx';
import s from './Care.module.css';

interface Asked {
  readonly kind: MergeKind;
  readonly loserId: number;
  readonly winnerId: number;
}

/** Two records side by side: which one stays, what it takes over, what moves, and what to look out for. */
export function ComparePage(): ReactNode {
  const { t } = useTranslation('care');
  const search = useSearch({ strict: false }) as { kind?: string; loser?: string; winner?: string };
  const asked: Asked = {
    kind: search.kind === 'company' ? 'company' : 'contact',
    loserId: Number(search.loser),
    winnerId: Number(search.winner),
  };
  const found = useQuery({ ...readTech(preview, { query: asked }), enabled: asked.loserId > 0 && asked.winnerId > 0 });
  const list = asked.kind === 'company' ? '/companies' : '/contacts';
  return (
    <Page
      title={t('merge.compareTitle')}
      intro={t('merge.compareIntro')}
      back={<BackLink to={`${list}/${asked.winnerId}/care`}>{found.data?.winner.name ?? '…'}</BackLink>}
    >
      {found.data ? (
        <Compared key={`${asked.kind}:${asked.loserId}:${asked.winnerId}`} both={found.data} asked={asked} />
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <SkeletonText lines={10} label={t('loading')} />
      )}
    </Page>
  );
}

function Compared({ both, asked }: { both: MergePreview; asked: Asked }): ReactNode {
  const { t } = useTranslation('care');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [take, setTake] = useState<ReadonlySet<MergeField>>(
    // What the one that stays does not know is taken over, unless somebody says otherwise; an address never by itself.
    () => new Set(both.fields.filter((row) => row.winner === null && row.loser !== null && row.field !== 'email').map((row) => row.field)),
  );
  const [busy, setBusy] = useState(false);
  const { loser, winner } = both;
  const names = { loser: loser.name, winner: winner.name };
  const merge = async () => {
    const words = { title: t('merge.confirm', names), body: t('merge.confirmBody', names), act: t('merge.act'), keep: t('merge.keepBoth') };
    if (!(await confirm({ ...words, icon: 'merge-in' }))) return;
    setBusy(true);
    try {
      await callTech(start, { body: { ...asked, take: [...take] } });
      toast({ icon: 'check-circle', text: t('merge.started', names) });
      for (const key of ['contacts.get', 'contacts.list', 'companies.get', 'companies.list', 'merges.list', 'merges.duplicates'])
        void queries.invalidateQueries({ queryKey: [key] });
      await navigate({ to: `/${asked.kind === 'company' ? 'companies' : 'contacts'}/${winner.id}/care` as never });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'care') });
    } finally {
      setBusy(false);
    }
  };
  const toggle = (field: MergeField, on: boolean) =>
    setTake((before) => {
      const next = new Set(before);
      if (on) next.add(field);
      else next.delete(field);
      return next;
    });
  const counts = Object.entries(both.counts).filter(([, count]) => count > 0) as [keyof typeof COUNTED, number][];
  return (
    <div className={s['panel']}>
      {both.blocked && (
        <Banner tone="bad">
          <Blocked code={both.blocked} />
        </Banner>
      )}
      {both.warnings.map((warning) => (
        <Banner key={warning} tone="warn">
          {t(`merge.warning.${warning}`)}
        </Banner>
      ))}
      <FormCard title={t('merge.keep')} wide>
        <dl className={s['sides']}>
          {[winner, loser].map((side) => (
            <div key={side.id}>
              <dt>{t(side === winner ? 'merge.stays' : 'merge.goes')}</dt>
              <dd className={s['kept']}>
                <bdi>{side.name}</bdi>
              </dd>
              {side.note && <dd className={s['muted']}>{side.note}</dd>}
            </div>
          ))}
        </dl>
        <Fields both={both} take={take} onTake={toggle} />
        <div>
          <Button
            icon="redo"
            onClick={() =>
              void navigate({
                to: '.',
                replace: true,
                search: { kind: asked.kind, loser: String(winner.id), winner: String(loser.id) } as never,
              })
            }
          >
            {t('merge.swap')}
          </Button>
        </div>
      </FormCard>
      <FormCard title={t('merge.moves')}>
        {counts.length === 0 ? (
          <p className={s['muted']}>{t('merge.nothing')}</p>
        ) : (
          <ul className={s['facts']}>
            {counts.map(([what, count]) => (
              <li key={what}>{t(`merge.count.${what}`, { count })}</li>
            ))}
          </ul>
        )}
      </FormCard>
      <div className={s['end']}>
        <Button kind="primary" icon="merge-in" busy={busy} disabled={both.blocked !== null} onClick={() => void merge()}>
          {t('merge.act')}
        </Button>
      </div>
    </div>
  );
}

/** Names of the counts that have words; the type keeps keys and words together. */
const COUNTED = {
  tickets: 0,
  takesPart: 0,
  comments: 0,
  groups: 0,
  tags: 0,
  mails: 0,
  sessions: 0,
  contacts: 0,
  domains: 0,
  restrictedStaff: 0,
  twins: 0,
};

/** Codes of languages are for programs. */
const inWords = (field: MergeField, value: string | null): string | null =>
  field === 'locale' ? (LANGUAGE_NAMES[value as Language] ?? value) : value;

function Fields({
  both,
  take,
  onTake,
}: {
  both: MergePreview;
  take: ReadonlySet<MergeField>;
  onTake: (field: MergeField, on: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('care');
  const differing = both.fields.filter((row) => row.loser !== row.winner);
  return (
    <table className={s['compare']}>
      <thead>
        <tr>
          <th scope="col">{t('merge.field')}</th>
          <th scope="col">{t('merge.stays')}</th>
          <th scope="col">{t('merge.goes')}</th>
        </tr>
      </thead>
      <tbody>
        {differing.map((row) => {
          const field = t(`fields.${row.field}`);
          const joins = row.field === 'notes' || row.field === 'links';
          const taken = take.has(row.field);
          return (
            <tr key={row.field}>
              <th scope="row">{field}</th>
              <td className={taken && !joins ? s['muted'] : s['kept']}>
                <bdi>{inWords(row.field, row.winner) ?? t('merge.empty')}</bdi>
              </td>
              <td>
                {row.loser === null ? (
                  <span className={s['muted']}>{t('merge.empty')}</span>
                ) : (
                  <Checkbox
                    checked={taken}
                    onChange={(on) => onTake(row.field, on)}
                    label={
                      <>
                        <bdi aria-hidden="true">{inWords(row.field, row.loser)}</bdi>
                        <span className={s['said']}>{t('merge.takeOf', { field, value: inWords(row.field, row.loser) })}</span>
                      </>
                    }
                    hint={joins && row.winner !== null ? t('merge.join') : undefined}
                  />
                )}
              </td>
            </tr>
          );
        })}
        {differing.length === 0 && (
          <tr>
            <td colSpan={3}>{t('merge.same')}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
