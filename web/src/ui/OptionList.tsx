import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import s from './Combobox.module.css';
import { cx } from './class-names.ts';
import { Icon } from './Icon.tsx';
import type { Option, OptionState } from './use-options.ts';

interface OptionListProps extends OptionState {
  readonly id: string;
  readonly chosen: readonly Option[];
  readonly active: number;
  readonly many: boolean;
  readonly query: string;
  readonly onHover: (index: number) => void;
  readonly onTake: (option: Option) => void;
}

/** The list under a combobox. Focus stays in the input; the active option is told by `aria-activedescendant`. */
export function OptionList({ id, options, chosen, active, many, query, loading, failed, onHover, onTake }: OptionListProps): ReactNode {
  const { t } = useTranslation('ui');
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  const nothing = failed
    ? t('combobox.failed')
    : loading
      ? t('combobox.loading')
      : query
        ? t('combobox.none', { query })
        : t('combobox.empty');
  return (
    <>
      <div
        ref={ref}
        id={id}
        role="listbox"
        aria-multiselectable={many || undefined}
        aria-label={t('combobox.list')}
        aria-busy={loading}
        className={s['list']}
      >
        {options.map((option, index) => {
          const on = chosen.some((item) => item.value === option.value);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input that owns the list
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input
            <div
              key={option.value}
              id={`${id}-${index}`}
              role="option"
              aria-selected={on}
              aria-disabled={option.disabled}
              className={cx(s['option'], index === active && s['active'], option.disabled && s['off'])}
              onMouseMove={() => onHover(index)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onTake(option)}
            >
              <span className={s['words']}>
                <bdi>{option.label}</bdi>
                {option.note && <span className={s['note']}>{option.note}</span>}
              </span>
              {on && <Icon name="check" size={16} />}
            </div>
          );
        })}
      </div>
      {options.length === 0 && (
        <p className={s['nothing']} role="status">
          {nothing}
        </p>
      )}
    </>
  );
}
