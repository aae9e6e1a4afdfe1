import { Popover } from '@mantine/core';
import { cloneElement, type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './class-names.ts';
import { Icon } from './Icon.tsx';
import s from './PickMenu.module.css';
import { filterOptions } from './use-options.ts';

export interface PickOption {
  readonly value: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly mark?: ReactNode;
  /** Entries with the same heading stand together, in the order given. */
  readonly heading?: string | undefined;
}
export interface PickMenuProps {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly label: string;
  readonly options: readonly PickOption[];
  readonly value: string | null;
  readonly onPick: (value: string) => void;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly align?: 'start' | 'end';
}

/** A menu one can type into: for choices of a dozen or more, opened by a button or a key. Focus goes back to the button. */
export function PickMenu({ trigger, label, options, value, onPick, open, onOpen, align = 'start' }: PickMenuProps): ReactNode {
  return (
    <Popover
      opened={open}
      onChange={onOpen}
      position={align === 'start' ? 'bottom-start' : 'bottom-end'}
      offset={4}
      trapFocus
      returnFocus
      withRoles={false}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: s['dropdown'] ?? '' }}
    >
      <Popover.Target>
        {cloneElement(trigger, { 'aria-haspopup': 'dialog', 'aria-expanded': open, onClick: () => onOpen(!open) })}
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={label}>
        {open && <Picker label={label} options={options} value={value} onPick={onPick} onClose={() => onOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Picker({
  label,
  options,
  value,
  onPick,
  onClose,
}: Pick<PickMenuProps, 'label' | 'options' | 'value' | 'onPick'> & { onClose: () => void }): ReactNode {
  const { t } = useTranslation('ui');
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      options.findIndex((option) => option.value === value),
    ),
  );
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = new Set(filterOptions(options, query).map((option) => option.value));
  const shown = options.filter((option) => found.has(option.value));
  const index = Math.min(active, Math.max(0, shown.length - 1));
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${index}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, index]);

  const take = (option: PickOption | undefined) => {
    if (!option) return;
    onClose();
    if (option.value !== value) onPick(option.value);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && shown.length > 0) setActive((index + step + shown.length) % shown.length);
    else if (event.key === 'Enter') take(shown[index]);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div className={s['query']}>
        <input
          data-autofocus=""
          data-ring-outside=""
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-label={label}
          aria-activedescendant={shown[index] ? `${id}-${index}` : undefined}
          placeholder={label}
          autoComplete="off"
          dir="auto"
          value={query}
          onKeyDown={onKey}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
        />
      </div>
      <div ref={list} id={id} role="listbox" aria-label={label} className={s['list']}>
        {shown.map((option, position) => (
          <div key={option.value} role="presentation">
            {option.heading && option.heading !== shown[position - 1]?.heading && (
              <div className={s['heading']} role="presentation">
                {option.heading}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input */}
            <div
              id={`${id}-${position}`}
              role="option"
              aria-selected={option.value === value}
              className={cx(s['option'], position === index && s['active'])}
              onMouseMove={() => setActive(position)}
              onClick={() => take(option)}
            >
              {option.mark}
              <span className={s['words']}>
                <bdi>{option.label}</bdi>
              </span>
              {option.note && <span className={s['note']}>{option.note}</span>}
              {option.value === value && <Icon name="check" size={16} />}
            </div>
          </div>
        ))}
      </div>
      {shown.length === 0 && (
        <p className={s['nothing']} role="status">
          {t('combobox.none', { query })}
        </p>
      )}
    </>
  );
}
