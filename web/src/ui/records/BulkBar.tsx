import type { TagChange } from '@portico/contracts/tags/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf, sayError } from '../../lib/say-problem.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { Select } from '../Select.tsx';
import { Banner } from '../States.tsx';
import { toast } from '../toast-store.ts';
import s from './BulkBar.module.css';
import { TagsField } from './TagsField.tsx';

export interface BulkReply {
  readonly changed: readonly number[];
  readonly refused: readonly { readonly id: number; readonly code: string; readonly detail: string }[];
}
/** The server changes at most that many at once. */
const MOST = 500;

/** What can be done to the ticked rows, above the list; gone while nothing is ticked. */
export function BulkBar({ count, onClear, children }: { count: number; onClear: () => void; children: ReactNode }): ReactNode {
  const { t } = useTranslation('people');
  if (count === 0) return null;
  return (
    <section className={s['bar']} aria-label={t('bulk.label')}>
      <strong>{t('bulk.chosen', { count })}</strong>
      <div className={s['acts']}>{children}</div>
      <Button kind="subtle" onClick={onClear}>
        {t('bulk.clear')}
      </Button>
    </section>
  );
}

/** Runs a change over all ticked rows in portions, then says what happened to whom. */
export function useBulk<P>(call: (ids: number[], patch: P) => Promise<BulkReply>, nameOf: (id: number) => string, onDone: () => void) {
  const { t } = useTranslation('people');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<BulkReply['refused']>([]);
  const run = async (ids: readonly number[], patch: P) => {
    setBusy(true);
    const failed: BulkReply['refused'][number][] = [];
    let changed = 0;
    try {
      for (let from = 0; from < ids.length; from += MOST) {
        const reply = await call(ids.slice(from, from + MOST), patch);
        changed += reply.changed.length;
        failed.push(...reply.refused);
      }
      if (changed > 0) toast({ icon: 'check-circle', text: t('bulk.done', { count: changed }) });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'people') });
    } finally {
      setBusy(false);
      setRefused(failed);
      onDone();
    }
  };
  const report =
    refused.length === 0 ? null : (
      <Dialog
        open
        title={t('bulk.refusedTitle', { count: refused.length })}
        onClose={() => setRefused([])}
        actions={<Button onClick={() => setRefused([])}>{t('bulk.close')}</Button>}
      >
        <p>{t('bulk.refusedBody')}</p>
        <ul className={s['refused']}>
          {refused.map((one) => (
            <li key={one.id}>
              <bdi>{nameOf(one.id)}</bdi>: {refusalOf(one.code) ?? one.detail}
            </li>
          ))}
        </ul>
      </Dialog>
    );
  return { busy, run, report };
}

/** Which tags, and what to do with them. */
export function BulkTagsDialog(props: {
  place: 'company' | 'contact';
  count: number;
  onClose: () => void;
  onApply: (change: TagChange) => void;
}): ReactNode {
  const { place, count, onClose, onApply } = props;
  const { t } = useTranslation('people');
  const [mode, setMode] = useState<TagChange['mode']>('append');
  const [names, setNames] = useState<readonly string[]>([]);
  const ready = mode === 'reset' || names.length > 0;
  return (
    <Dialog
      open
      title={t('bulk.tagsTitle', { count })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind={mode === 'append' ? 'primary' : 'danger'}
            disabled={!ready}
            onClick={() => {
              onApply({ mode, names: mode === 'reset' ? [] : [...names] });
              onClose();
            }}
          >
            {t(`bulk.tagsAct.${mode}`)}
          </Button>
        </>
      }
    >
      <div className={s['form']}>
        <Select
          label={t('bulk.tagsMode')}
          value={mode}
          onChange={setMode}
          options={(['append', 'remove', 'replace', 'reset'] as const).map((one) => ({ value: one, label: t(`bulk.tagsModes.${one}`) }))}
        />
        {mode !== 'reset' && <TagsField place={place} value={names} onChange={setNames} />}
        {mode !== 'append' && <Banner tone="warn">{t(`bulk.tagsWarn.${mode}`, { count })}</Banner>}
      </div>
    </Dialog>
  );
}
