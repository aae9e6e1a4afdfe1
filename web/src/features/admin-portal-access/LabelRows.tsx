import type { PortalAccess } from '@portico/contracts/portal-access/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choices.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { OrderList } from '../../ui/records/OrderList.tsx';
import { TextField } from '../../ui/TextField.tsx';
import s from './PortalAccess.module.css';
import type { LabelValues } from './portal-access-form.ts';

interface LabelRowsProps {
  readonly kind: 'types' | 'statuses';
  readonly rows: readonly LabelValues[];
  readonly stored: PortalAccess['types'];
  readonly onChange: (rows: readonly LabelValues[]) => void;
}

/** Types or statuses: which are let in, their names, their order. */
export function LabelRows({ kind, rows, stored, onChange }: LabelRowsProps): ReactNode {
  const { t } = useTranslation('entry');
  const change = (id: number, values: Partial<LabelValues>) => onChange(rows.map((row) => (row.id === id ? { ...row, ...values } : row)));
  const nameOf = (row: LabelValues) => row.name.trim() || t('access.newName');
  const add = () => onChange([...rows, { id: Math.min(0, ...rows.map(({ id }) => id)) - 1, name: '', opensPortal: false }]);
  return (
    <>
      <OrderList
        label={t(`access.${kind}`)}
        rows={rows}
        nameOf={nameOf}
        onMove={(ids) => onChange(ids.flatMap((id) => rows.find((row) => row.id === id) ?? []))}
        actions={(row) => {
          const used = (stored.find(({ id }) => id === row.id)?.companies ?? 0) > 0;
          return (
            <IconButton
              icon="trash"
              iconSize={16}
              label={used ? t('access.inUse', { name: nameOf(row) }) : t('access.remove', { name: nameOf(row) })}
              disabled={used || rows.length === 1}
              onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
            />
          );
        }}
      >
        {(row) => <LabelRow row={row} name={nameOf(row)} stored={stored.find(({ id }) => id === row.id)} onChange={change} />}
      </OrderList>
      <div className={s['foot']}>
        <Button icon="plus" size="sm" onClick={add} disabled={rows.length >= 40}>
          {t(kind === 'types' ? 'access.addType' : 'access.addStatus')}
        </Button>
        {!rows.some(({ opensPortal }) => opensPortal) && <span className={s['all']}>{t(`access.all.${kind}`)}</span>}
      </div>
    </>
  );
}

interface LabelRowProps {
  readonly row: LabelValues;
  readonly name: string;
  readonly stored: PortalAccess['types'][number] | undefined;
  readonly onChange: (id: number, values: Partial<LabelValues>) => void;
}
function LabelRow({ row, name, stored, onChange }: LabelRowProps): ReactNode {
  const { t } = useTranslation('entry');
  return (
    <div className={s['label']}>
      <Checkbox
        hideLabel
        label={t('access.letIn', { name })}
        checked={row.opensPortal}
        onChange={(opensPortal) => onChange(row.id, { opensPortal })}
      />
      <TextField
        hideLabel
        label={t('access.nameOf', { name })}
        value={row.name}
        onChange={(text) => onChange(row.id, { name: text })}
        maxLength={60}
        autoFocus={row.id < 0}
        autoComplete="off"
        dir="auto"
      />
      {stored && (
        <span className={s['count']}>
          {t('access.companies', { count: stored.companies })} · {t('access.people', { count: stored.people })}
        </span>
      )}
    </div>
  );
}
