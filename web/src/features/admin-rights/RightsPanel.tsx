import { CONTACT_FLAGS, type ContactFlag, FLAG_NAMES, type FlagValue } from '@portico/contracts/rights/flags.ts';
import type { RightsView } from '@portico/contracts/rights/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { Select } from '../../ui/Select.tsx';
import { Pill } from '../../ui/Surface.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { QueueCard } from './QueueCard.tsx';
import s from './Rights.module.css';

export interface RightsChange {
  readonly flags?: Partial<Record<ContactFlag, FlagValue | null>>;
  readonly queueIds?: readonly number[] | null;
}
interface PanelProps {
  readonly view: RightsView;
  readonly level: 'global' | 'company' | 'group' | 'contact';
  readonly locked?: boolean;
  readonly save: (change: RightsChange) => Promise<unknown>;
}
type Row = RightsView['flags'][number];
const SECTIONS = ['tickets', 'people', 'portal', 'money'] as const;

/** Every permission with what holds, where that comes from, and what this place itself says of it. A choice holds at once. */
export function RightsPanel({ view, level, locked = false, save }: PanelProps): ReactNode {
  const { t } = useTranslation('admin');
  const of = new Map(view.flags.map((row) => [row.flag, row]));
  return (
    <>
      {SECTIONS.map((section) => (
        <FormCard key={section} title={t(`rights.section.${section}.title`)} hint={t(`rights.section.${section}.hint`)}>
          <ul className={s['rows']}>
            {FLAG_NAMES.filter((flag) => CONTACT_FLAGS[flag].section === section).map((flag) => {
              const row = of.get(flag);
              return (
                row && <FlagRow key={flag} row={row} level={level} locked={locked} save={(value) => save({ flags: { [flag]: value } })} />
              );
            })}
          </ul>
        </FormCard>
      ))}
      <QueueCard
        key={JSON.stringify(view.queues)}
        queues={view.queues}
        level={level}
        locked={locked}
        save={(queueIds) => save({ queueIds })}
      />
    </>
  );
}

interface FlagRowProps {
  readonly row: Row;
  readonly level: PanelProps['level'];
  readonly locked: boolean;
  readonly save: (value: FlagValue | null) => Promise<unknown>;
}

function FlagRow({ row, level, locked, save }: FlagRowProps): ReactNode {
  const { t } = useTranslation('admin');
  const [page, setPage] = useState(typeof row.own === 'string' ? row.own : '');
  const [typing, setTyping] = useState(typeof row.own === 'string');
  const name = t(`rights.flag.${row.flag}`);
  const isPage = CONTACT_FLAGS[row.flag].type === 'page';
  const inherit = t(level === 'global' ? 'rights.useDefault' : 'rights.inherit', { value: valueWord(row.inherited.value, t) });
  const chosen = typing ? 'on' : row.own === null ? 'inherit' : row.own === false ? 'off' : 'on';
  const choose = (value: 'inherit' | 'on' | 'off') => {
    if (isPage && value === 'on') return setTyping(true);
    setTyping(false);
    void save(value === 'inherit' ? null : value === 'on');
  };
  return (
    <li className={s['row']}>
      <div>
        <div className={s['name']}>{name}</div>
        <div className={s['now']}>
          <Pill tone={row.value === false ? 'idle' : 'good'}>{valueWord(row.value, t)}</Pill>
          <span>{row.group && level !== 'group' ? t('rights.fromGroup', { name: row.group.name }) : t(`rights.from.${row.from}`)}</span>
        </div>
      </div>
      <Select
        label={t('rights.decide', { name })}
        hideLabel
        disabled={locked}
        value={chosen}
        onChange={choose}
        options={[
          { value: 'inherit', label: inherit },
          { value: 'on', label: t(isPage ? 'rights.pageOwn' : 'rights.on') },
          { value: 'off', label: t(isPage ? 'rights.pageNone' : 'rights.off') },
        ]}
      />
      {typing && (
        <form
          className={s['page']}
          onSubmit={(event) => {
            event.preventDefault();
            void save(page.trim());
          }}
        >
          <TextField
            label={t('rights.pageAddress')}
            type="url"
            placeholder="https://"
            maxLength={500}
            dir="ltr"
            value={page}
            onChange={setPage}
          />
          <Button type="submit" disabled={locked || !/^https:\/\/.{4,}/.test(page.trim())}>
            {t('save')}
          </Button>
        </form>
      )}
    </li>
  );
}

type Translate = (key: 'rights.on' | 'rights.off') => string;
const valueWord = (value: FlagValue, t: Translate): string => (typeof value === 'string' ? value : t(value ? 'rights.on' : 'rights.off'));
