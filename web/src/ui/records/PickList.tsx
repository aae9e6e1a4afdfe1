import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../Button.tsx';
import { Checkbox } from '../Choices.tsx';
import { Field, type FieldProps } from '../Field.tsx';
import { TextField } from '../TextField.tsx';
import { type RowId, selectRange, toggleAll, toggleRow } from '../table-state.ts';
import { filterOptions, type Option } from '../use-options.ts';
import s from './PickList.module.css';

interface PickListProps extends FieldProps {
  readonly name: string;
  readonly options: readonly Option[];
  readonly value: readonly number[];
  readonly onChange: (ids: readonly number[]) => void;
  readonly searchLabel: string;
}

/** Many of many, all visible: search, tick, and Shift with a click ticks everything in between. */
export function PickList({ options, value, onChange, searchLabel, name, ...field }: PickListProps): ReactNode {
  const { t } = useTranslation('records');
  const [query, setQuery] = useState('');
  const last = useRef<RowId | null>(null);
  const shown = filterOptions(options, query);
  const ids = shown.map((option) => Number(option.value));
  const chosen: ReadonlySet<RowId> = new Set(value);
  const put = (next: ReadonlySet<RowId>) => onChange([...next].map(Number).sort((a, b) => a - b));
  return (
    <Field {...field} name={name} group>
      {(control) => (
        <div className={s['frame']} id={control.id} tabIndex={-1}>
          <div className={s['head']}>
            <TextField
              type="search"
              icon="search"
              label={searchLabel}
              hideLabel
              placeholder={searchLabel}
              value={query}
              onChange={setQuery}
              onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            />
            <Button size="sm" disabled={ids.length === 0} onClick={() => put(toggleAll(chosen, ids))}>
              {ids.length > 0 && ids.every((id) => chosen.has(id)) ? t('pick.none') : t('pick.all')}
            </Button>
          </div>
          <ul className={s['list']}>
            {shown.map((option) => {
              const id = Number(option.value);
              return (
                <li key={option.value}>
                  <Checkbox
                    label={<bdi>{option.label}</bdi>}
                    hint={option.note}
                    checked={chosen.has(id)}
                    onClick={(event) => {
                      if (event.shiftKey && last.current !== null && !chosen.has(id)) {
                        event.preventDefault();
                        put(selectRange(chosen, ids, last.current, id));
                      }
                    }}
                    onChange={() => {
                      put(toggleRow(chosen, id));
                      last.current = id;
                    }}
                  />
                </li>
              );
            })}
            {shown.length === 0 && <li className={s['nothing']}>{t('nothing.title')}</li>}
          </ul>
          <div className={s['foot']} role="status">
            {t('pick.chosen', { count: value.length, total: options.length })} <span className={s['tip']}>{t('pick.shift')}</span>
          </div>
        </div>
      )}
    </Field>
  );
}
