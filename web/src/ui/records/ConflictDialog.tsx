import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import s from './ConflictDialog.module.css';
import type { RecordForm } from './use-record-form.ts';

/** Somebody else saved first: shows field by field what changed, and lets the reader decide. Nothing is overwritten unseen. */
export function ConflictDialog<V extends object>({
  form,
  names,
  show = plain,
}: {
  form: RecordForm<V>;
  /** Field → its label on the page. */
  names: Readonly<Partial<Record<keyof V & string, string>>>;
  /** A value in words, where the value itself means nothing to a reader (ids). */
  show?: (field: keyof V & string, value: unknown) => string;
}): ReactNode {
  const { t } = useTranslation('records');
  if (!form.clashes) return null;
  return (
    <Dialog
      open
      size="lg"
      title={t('conflict.title')}
      onClose={form.keepEditing}
      actions={
        <>
          <Button data-autofocus="" onClick={form.keepEditing}>
            {t('conflict.edit')}
          </Button>
          <Button onClick={form.takeTheirs}>{t('conflict.theirs')}</Button>
          <Button kind="primary" onClick={form.keepMine}>
            {t('conflict.mine')}
          </Button>
        </>
      }
    >
      <p>{form.clashes.length > 0 ? t('conflict.body') : t('conflict.elsewhere')}</p>
      {form.clashes.length > 0 && (
        <table className={s['table']}>
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{t('conflict.before')}</th>
              <th scope="col">{t('conflict.now')}</th>
              <th scope="col">{t('conflict.yours')}</th>
            </tr>
          </thead>
          <tbody>
            {form.clashes.map((clash) => (
              <tr key={clash.field}>
                <th scope="row">{names[clash.field] ?? clash.field}</th>
                <td data-head={t('conflict.before')}>{show(clash.field, clash.before) || t('conflict.empty')}</td>
                <td data-head={t('conflict.now')}>
                  <strong>{show(clash.field, clash.theirs) || t('conflict.empty')}</strong>
                </td>
                <td data-head={t('conflict.yours')}>
                  {'mine' in clash ? show(clash.field, clash.mine) || t('conflict.empty') : t('conflict.untouched')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}

const plain = (_field: string, value: unknown): string =>
  Array.isArray(value) ? value.join(', ') : value === null || value === undefined ? '' : String(value);
