import type { TicketItemForContact } from '@portico/contracts/tickets/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findRequests } from '../../features/requests/requests.queries.ts';
import { shapeOf, statusSentence } from '../../features/requests/status-sentence.ts';
import { servicesOf } from '../../features/services/services.queries.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { StatusIcon } from '../../ui/StatusBadge.tsx';
import { serviceIcon } from '../../ui/service-icon.ts';
import { filterOptions } from '../../ui/use-options.ts';
import s from './AskBox.module.css';

const PAUSE_MS = 150;
const OFTEN = 3;

interface Row {
  readonly id: string;
  readonly mark: ReactNode;
  readonly title: string;
  readonly note: string;
  readonly go: () => void;
}

/** One box: finds what I asked before and what can be asked, and otherwise begins a request with the words typed. */
export function AskBox(): ReactNode {
  const { t } = useTranslation('client');
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const services = useQuery(servicesOf()).data?.items ?? [];
  const tickets = useFoundTickets(text);
  const id = useId();
  const words = text.trim();
  const ask = () => void navigate({ to: '/new', search: words ? { title: words } : {} });
  const rows: readonly Row[] =
    words.length < 2
      ? []
      : [
          ...tickets.slice(0, 4).map((ticket) => ({
            id: `t${ticket.id}`,
            mark: <StatusIcon kind={shapeOf(ticket)} size={18} />,
            title: ticket.title,
            note: `#${ticket.number} · ${statusSentence(ticket, t)}`,
            go: () => void navigate({ to: '/tickets/$number', params: { number: String(ticket.number) } }),
          })),
          ...matching(services, words).map((service) => ({
            id: `s${service.id}`,
            mark: <Icon name={serviceIcon(service.icon)} />,
            title: service.name,
            note: service.description,
            go: () => void navigate({ to: '/new/$service', params: { service: String(service.id) } }),
          })),
          { id: 'new', mark: <Icon name="plus" />, title: t('ask.new', { words }), note: t('ask.newNote'), go: ask },
        ];
  const shown = open && rows.length > 0;
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && rows.length > 0) {
      event.preventDefault();
      setOpen(true);
      setActive((index) => (index + step + rows.length + (index < 0 && step < 0 ? 1 : 0)) % rows.length);
    } else if (event.key === 'Escape' && shown) setOpen(false);
  };
  // Enter takes the marked row; without one, the words become a request, whether or not the search has answered.
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const row = shown ? rows[active] : undefined;
    if (row) row.go();
    else ask();
  };
  return (
    <search className={s['frame']} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <form className={s['ask']} onSubmit={submit}>
        <Icon name="search" size={20} />
        <input
          role="combobox"
          data-ring-outside=""
          aria-label={t('ask.label')}
          aria-expanded={shown}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={shown && rows[active] ? `${id}-${active}` : undefined}
          placeholder={t('ask.placeholder')}
          autoComplete="off"
          enterKeyHint="go"
          maxLength={300}
          dir="auto"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(-1);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onKeyDown={onKey}
        />
        <Button type="submit" kind="primary" className={s['button'] ?? ''}>
          {t('ask.button')}
        </Button>
      </form>
      <div id={id} role="listbox" aria-label={t('ask.results')} className={s['results']} hidden={!shown}>
        {rows.map((row, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input that owns the list
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input
          <div
            key={row.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={cx(s['row'], index === active && s['on'])}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setActive(index)}
            onClick={row.go}
          >
            {row.mark}
            <span className={s['words']}>
              <bdi className={s['title']}>{row.title}</bdi>
              <span className={s['note']}>{row.note}</span>
            </span>
          </div>
        ))}
      </div>
      {services.length > 0 && (
        <div className={s['often']}>
          <span>{t('ask.often')}</span>
          {services.slice(0, OFTEN).map((service) => (
            <Link key={service.id} to="/new/$service" params={{ service: String(service.id) }} className={s['chip']}>
              <bdi>{service.name}</bdi>
            </Link>
          ))}
        </div>
      )}
    </search>
  );
}

function matching<S extends { readonly id: number; readonly name: string; readonly description: string; readonly section: string }>(
  services: readonly S[],
  words: string,
): readonly S[] {
  const options = services.map((service) => ({
    value: String(service.id),
    label: service.name,
    note: `${service.description} ${service.section}`,
  }));
  const kept = new Set(
    filterOptions(options, words)
      .slice(0, 3)
      .map((option) => option.value),
  );
  return services.filter((service) => kept.has(String(service.id)));
}

/** Own tickets for the typed words, asked after a short pause; an answer that came too late is dropped. */
function useFoundTickets(text: string): readonly TicketItemForContact[] {
  const [found, setFound] = useState<readonly TicketItemForContact[]>([]);
  useEffect(() => {
    const words = text.trim();
    if (words.length < 2) return setFound([]);
    const abort = new AbortController();
    const timer = setTimeout(() => {
      findRequests(words, abort.signal).then(
        (tickets) => !abort.signal.aborted && setFound(tickets),
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  return found;
}
