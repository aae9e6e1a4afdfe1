import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nowMs } from '../../../lib/clock.ts';
import { fromLocalInput, shortStamp, toLocalInput } from '../../../lib/time.ts';
import { usePlace } from '../../../lib/use-place.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import s from './Side.module.css';

/** The due time in the reader's zone; written with the browser's own calendar, saved when it is left. */
export function DueField({
  dueAt,
  locked,
  onChange,
}: {
  dueAt: string | null;
  locked: boolean;
  onChange: (dueAt: string | null) => void;
}): ReactNode {
  const { t } = useTranslation('tech');
  const place = usePlace();
  const [draft, setDraft] = useState<string | null>(null);
  const shown = dueAt === null ? t('side.noDue') : shortStamp(dueAt, nowMs(), place);
  if (draft === null)
    return (
      <button
        type="button"
        className={s['value']}
        disabled={locked}
        aria-label={`${t('field.dueAt')}: ${shown}`}
        onClick={() => setDraft(dueAt === null ? '' : toLocalInput(dueAt, place.timeZone))}
      >
        {dueAt === null ? <span className={s['nothing']}>{shown}</span> : <time dateTime={dueAt}>{shown}</time>}
        <Icon name="calendar" size={14} />
      </button>
    );
  const save = (text: string) => {
    setDraft(null);
    const next = text === '' ? null : fromLocalInput(text, place.timeZone);
    if (next !== dueAt) onChange(next);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: leaving the group saves; the field inside has the keys
    <span className={s['due']} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && save(draft)}>
      <input
        type="datetime-local"
        aria-label={t('field.dueAt')}
        // biome-ignore lint/a11y/noAutofocus: opened by the person to write into
        autoFocus
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save(draft);
          if (event.key === 'Escape') setDraft(null);
        }}
      />
      {dueAt !== null && <IconButton icon="close" iconSize={16} label={t('side.clearDue')} onClick={() => save('')} />}
    </span>
  );
}
