import { Modal } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import s from './CommandPalette.module.css';
import { cx } from './class-names.ts';
import { takeEarlyKeys } from './early-keys.ts';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import { type Command, type CommandSource, useCommands } from './use-commands.ts';

/** Find or do anything. Its hosts call `catchEarlyKeys` when they open it. Focus stays in the input; rows are told by `aria-activedescendant`. Load lazily. */
export default function CommandPalette({
  sources,
  placeholder,
  onClose,
}: {
  sources: readonly CommandSource[];
  placeholder: string;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('ui');
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const { groups, busy } = useCommands(sources, query);
  const flat = useMemo(() => groups.flatMap((group) => group.commands), [groups]);
  const index = Math.min(active, Math.max(0, flat.length - 1));
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${index}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, index]);

  useEffect(() => () => void takeEarlyKeys(), []);

  const run = (command: Command, newTab: boolean) => {
    onClose();
    if (newTab && command.href) window.open(command.href, '_blank', 'noopener');
    else command.run();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const command = flat[index];
    if (step !== 0 && flat.length > 0) setActive((index + step + flat.length) % flat.length);
    else if (event.key === 'Enter' && command) run(command, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  };
  let row = -1;
  return (
    <Modal.Root
      opened
      onClose={onClose}
      padding={0}
      yOffset="12vh"
      transitionProps={{ duration: 100 }}
      classNames={{ content: s['palette'] ?? '', inner: s['inner'] ?? '' }}
    >
      <Modal.Overlay className={s['scrim'] ?? ''} />
      <Modal.Content aria-label={placeholder}>
        <Modal.Body>
          <div className={s['query']}>
            <Icon name="search" />
            <input
              data-autofocus=""
              data-ring-outside=""
              role="combobox"
              aria-expanded
              aria-controls={id}
              aria-activedescendant={flat.length > 0 ? `${id}-${index}` : undefined}
              aria-label={placeholder}
              placeholder={placeholder}
              autoComplete="off"
              spellCheck={false}
              dir="auto"
              value={query}
              onKeyDown={onKey}
              onFocus={() => {
                const early = takeEarlyKeys();
                if (early !== '') setQuery(early);
              }}
              onChange={(event) => {
                setQuery(event.target.value);
                setActive(0);
              }}
            />
            <Kbd keys="esc" />
          </div>
          <div ref={list} id={id} role="listbox" aria-label={t('palette.results')} aria-busy={busy} className={s['results']}>
            {groups.map((group) => (
              // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
              <div key={group.name} role="group" aria-label={group.name}>
                <div className={s['heading']} aria-hidden>
                  {group.name}
                </div>
                {group.commands.map((command) => {
                  row += 1;
                  const position = row;
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input
                    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input
                    <div
                      key={command.id}
                      id={`${id}-${position}`}
                      role="option"
                      aria-selected={position === index}
                      className={cx(s['row'], position === index && s['on'])}
                      onMouseMove={() => setActive(position)}
                      onClick={(event) => run(command, event.ctrlKey || event.metaKey)}
                    >
                      {command.mark ?? <Icon name={command.icon ?? 'arrow-end'} />}
                      <span className={s['words']}>
                        <Marked text={command.label} query={query} />
                      </span>
                      <span className={s['note']}>
                        {command.note}
                        {command.keys && <Kbd keys={command.keys} />}
                        {position === index && !command.keys && <Kbd keys="enter" />}
                      </span>
                    </div>
                  );
                })}
              </div>
            ))}
          </div>
          {flat.length === 0 && (
            <p className={s['nothing']} role="status">
              {busy ? t('palette.searching') : t('palette.none', { query })}
            </p>
          )}
          <footer className={s['foot']}>
            <Hint keys="up down" text={t('palette.move')} />
            <Hint keys="enter" text={t('palette.open')} />
            <Hint keys="mod+enter" text={t('palette.newTab')} />
          </footer>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

const Hint = ({ keys, text }: { keys: string; text: string }): ReactNode => (
  <span>
    <Kbd keys={keys} /> {text}
  </span>
);

/** The typed words, underlined where they occur. */
function Marked({ text, query }: { text: string; query: string }): ReactNode {
  const at = query.trim() === '' ? -1 : text.toLocaleLowerCase().indexOf(query.trim().toLocaleLowerCase());
  if (at < 0) return <bdi>{text}</bdi>;
  const end = at + query.trim().length;
  return (
    <bdi>
      {text.slice(0, at)}
      <mark>{text.slice(at, end)}</mark>
      {text.slice(end)}
    </bdi>
  );
}
