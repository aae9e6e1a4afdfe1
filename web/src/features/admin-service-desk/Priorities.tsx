import { priorities } from '@portico/contracts/service-desk/routes.ts';
import { PRIORITY_LEVELS, type Priority, type PriorityLevel } from '@portico/contracts/service-desk/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contrast, isColour } from '../../theme/brand.ts';
import { RadioCards } from '../../ui/Choices.tsx';
import { ColorField } from '../../ui/records/ColorField.tsx';
import { PriorityBadge } from '../../ui/StatusBadge.tsx';
import { useDeskRows } from './desk-rows.ts';
import s from './RowDialog.module.css';
import { RowDialog } from './RowDialog.tsx';
import { RowsPage } from './RowsPage.tsx';

const SWATCHES = ['#B3261E', '#C2570C', '#8A5200', '#1D5FBE', '#62615B', '#1C7038'] as const;
/** Grounds a mark lies on, of the two themes. */
const GROUNDS = { light: '#FFFFFF', dark: '#1B1B19' } as const;
const NEEDED = 3;

export function Priorities(): ReactNode {
  const { t } = useTranslation('admin');
  const rows = useDeskRows<Priority>(priorities);
  const [editing, setEditing] = useState<Priority | 'new' | null>(null);
  const row = editing === 'new' ? null : editing;
  return (
    <>
      <RowsPage kind="priorities" rows={rows} onEdit={(one) => setEditing(one ?? 'new')}>
        {(one) => (
          <>
            <span className={s['main']}>
              <i className={s['swatch']} style={{ background: one.color }} />
              <PriorityBadge level={one.level} name={one.name} />
            </span>
            <span className={s['aside']}>{t(`desk.level.${one.level}`)}</span>
          </>
        )}
      </RowsPage>
      {editing && (
        <RowDialog<{ name: string; level: PriorityLevel; color: string }>
          title={row ? t('desk.edit', { name: row.name }) : t('desk.priorities.new')}
          initial={{ name: row?.name ?? '', level: row?.level ?? 'normal', color: row?.color ?? '#62615B' }}
          onClose={() => setEditing(null)}
          validate={(values): Record<string, string> => (isColour(values.color) ? {} : { color: t('desk.colorWrong') })}
          save={(values) => rows.save(row, values)}
        >
          {(form) => (
            <>
              <RadioCards
                {...form.field('level')}
                label={t('desk.levelLabel')}
                hint={t('desk.levelHint')}
                columns={2}
                options={PRIORITY_LEVELS.map((level) => ({
                  value: level,
                  label: <PriorityBadge level={level} name={t(`desk.level.${level}`)} plain />,
                }))}
              />
              <ColorField {...form.field('color')} label={t('desk.color')} hint={t('desk.colorHint')} swatches={SWATCHES} />
              <ColorPreview
                color={form.values.color}
                level={form.values.level}
                name={form.values.name || t(`desk.level.${form.values.level}`)}
              />
            </>
          )}
        </RowDialog>
      )}
    </>
  );
}

function ColorPreview({ color, level, name }: { color: string; level: PriorityLevel; name: string }): ReactNode {
  const { t, i18n } = useTranslation('admin');
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <div className={s['preview']}>
      {(['light', 'dark'] as const).map((theme) => {
        const ratio = isColour(color) ? contrast(color, GROUNDS[theme]) : 1;
        return (
          <div key={theme} className={s['theme']} style={{ colorScheme: theme }}>
            <i className={s['swatch']} style={{ background: isColour(color) ? color : 'none' }} />
            <PriorityBadge level={level} name={name} />
            <small>
              {t(`desk.on.${theme}`)}: {t(ratio >= NEEDED ? 'desk.contrastGood' : 'desk.contrastPoor', { ratio: number.format(ratio) })}
            </small>
          </div>
        );
      })}
    </div>
  );
}
