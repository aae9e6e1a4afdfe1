import { Popover } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import s from './Combobox.module.css';
import { cx } from './class-names.ts';
import f from './Field.module.css';
import { Field, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';
import { OptionList } from './OptionList.tsx';
import { type Option, type OptionSource, useOptions } from './use-options.ts';

interface Shared extends FieldProps {
  readonly options: OptionSource;
  readonly placeholder?: string;
  readonly name?: string;
  readonly disabled?: boolean;
}
export interface ComboboxProps extends Shared {
  readonly value: Option | null;
  readonly onChange: (value: Option | null) => void;
}
export interface MultiSelectProps extends Shared {
  readonly value: readonly Option[];
  readonly onChange: (value: readonly Option[]) => void;
  /** Lets people add what is not in the list (tags, addresses); returns null when the text is not acceptable. */
  readonly create?: (text: string) => Option | null;
}

/** One of many, found by typing. */
export function Combobox({ value, onChange, ...rest }: ComboboxProps): ReactNode {
  return <Picker {...rest} chosen={value ? [value] : []} onToggle={(option) => onChange(option)} onRemove={() => onChange(null)} />;
}

/** Several of many; each chosen one is a chip with its own remove button. */
export function MultiSelect({ value, onChange, create, ...rest }: MultiSelectProps): ReactNode {
  const without = (option: Option) => value.filter((item) => item.value !== option.value);
  return (
    <Picker
      {...rest}
      many
      chosen={value}
      onToggle={(option) => onChange(value.some((item) => item.value === option.value) ? without(option) : [...value, option])}
      onRemove={(option) => onChange(without(option))}
      {...(create ? { create } : {})}
    />
  );
}

interface PickerProps extends Shared {
  readonly chosen: readonly Option[];
  readonly many?: boolean;
  readonly onToggle: (option: Option) => void;
  readonly onRemove: (option: Option) => void;
  readonly create?: (text: string) => Option | null;
}

function Picker({
  options: source,
  chosen,
  many,
  onToggle,
  onRemove,
  create,
  placeholder,
  name,
  disabled,
  ...field
}: PickerProps): ReactNode {
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const { options, loading, failed } = useOptions(source, query, open);
  const single = many ? undefined : chosen[0];

  const show = () => {
    if (!disabled) setOpen(true);
  };
  const hide = () => {
    setOpen(false);
    setQuery('');
    setActive(0);
  };
  const take = (option: Option) => {
    if (option.disabled) return;
    onToggle(option);
    setQuery('');
    if (!many) hide();
  };
  const takeTyped = () => {
    const made = query.trim() === '' ? null : create?.(query.trim());
    if (made) take(made);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (open) setActive((index) => (index + step + options.length) % Math.max(1, options.length));
      else show();
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      // What is listed still belongs to the words before; taking it would choose something else than what was typed.
      if (loading) return;
      const option = options[active];
      if (option) take(option);
      else takeTyped();
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      hide();
    } else if (event.key === 'Backspace' && query === '' && many && chosen.length > 0) onRemove(chosen.at(-1) as Option);
  };

  return (
    <Field {...field} name={name}>
      {(ids) => (
        <Popover
          opened={open}
          onChange={(shown) => !shown && hide()}
          width="target"
          position="bottom-start"
          offset={4}
          trapFocus={false}
          returnFocus={false}
          transitionProps={{ duration: 0 }}
          withRoles={false}
          classNames={{ dropdown: s['dropdown'] ?? '' }}
        >
          <Popover.Target>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the input inside, which has the keys */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
            <div className={cx(f['control'], s['frame'])} aria-invalid={ids['aria-invalid']} onClick={() => input.current?.focus()}>
              {many &&
                chosen.map((option) => (
                  <Chip key={option.value} option={option} disabled={disabled ?? false} onRemove={() => onRemove(option)} />
                ))}
              <input
                {...ids}
                ref={input}
                role="combobox"
                data-ring-outside=""
                autoComplete="off"
                aria-expanded={open}
                aria-controls={listId}
                aria-autocomplete="list"
                aria-activedescendant={open && options[active] ? `${listId}-${active}` : undefined}
                disabled={disabled}
                dir="auto"
                placeholder={single ? undefined : chosen.length === 0 ? placeholder : undefined}
                value={open || !single ? query : single.label}
                onChange={(event) => {
                  setQuery(event.target.value);
                  setActive(0);
                  show();
                }}
                onClick={show}
                onKeyDown={onKey}
                onBlur={() => {
                  takeTyped();
                  hide();
                }}
              />
              {single && field.optional && !disabled && (
                <button
                  type="button"
                  className={f['reveal']}
                  aria-label={t('combobox.clear', { name: single.label })}
                  onClick={() => onRemove(single)}
                >
                  <Icon name="close" size={16} />
                </button>
              )}
              <Icon name="chevron-down" size={16} />
            </div>
          </Popover.Target>
          <Popover.Dropdown>
            <OptionList
              id={listId}
              options={options}
              chosen={chosen}
              active={active}
              loading={loading}
              failed={failed}
              many={many ?? false}
              query={query}
              onHover={setActive}
              onTake={take}
            />
          </Popover.Dropdown>
        </Popover>
      )}
    </Field>
  );
}

function Chip({ option, onRemove, disabled }: { option: Option; onRemove: () => void; disabled: boolean }): ReactNode {
  const { t } = useTranslation('ui');
  return (
    <span className={s['chip']}>
      <bdi className={s['chipText']}>{option.label}</bdi>
      {!disabled && (
        <button type="button" aria-label={t('combobox.remove', { name: option.label })} onClick={onRemove}>
          <Icon name="close" size={14} />
        </button>
      )}
    </span>
  );
}
