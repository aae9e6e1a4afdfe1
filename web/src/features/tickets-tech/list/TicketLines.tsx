import type { TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { Link } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Checkbox } from '../../../ui/Choices.tsx';
import { cx } from '../../../ui/class-names.ts';
import { TicketRow } from '../../../ui/ListRow.tsx';
import { Hidden } from '../../../ui/LiveRegion.tsx';
import { PriorityBadge, StatusBadge } from '../../../ui/StatusBadge.tsx';
import { Progress, Tag } from '../../../ui/Surface.tsx';
import { TimeAgo } from '../../../ui/TimeAgo.tsx';
import { DueBadge } from '../shared/DueBadge.tsx';
import { person } from '../shared/person.ts';
import s from './List.module.css';
import type { ListSearch } from './list-search.ts';
import { type SetSearch, toggled } from './use-list-search.ts';

export interface LineProps {
  readonly ticket: TicketItemForTech;
  readonly search: ListSearch;
  readonly set: SetSearch;
  readonly current: boolean;
  readonly selected: boolean;
  readonly onSelect: (range: boolean) => void;
  readonly onOpen: (event: MouseEvent) => void;
}

function TitleLink({ ticket, onOpen }: Pick<LineProps, 'ticket' | 'onOpen'>): ReactNode {
  return (
    <Link
      to="/tickets/$number"
      params={{ number: String(ticket.number) }}
      preload={false}
      onClick={onOpen}
      title={ticket.title}
      tabIndex={-1}
    >
      <bdi>{ticket.title}</bdi>
    </Link>
  );
}
function Pick({ ticket, selected, onSelect }: Pick<LineProps, 'ticket' | 'selected' | 'onSelect'>): ReactNode {
  const { t } = useTranslation('tech');
  return (
    <Checkbox
      hideLabel
      label={t('list.select', { number: ticket.number })}
      checked={selected}
      onChange={() => undefined}
      onClick={(event) => onSelect(event.shiftKey)}
    />
  );
}
/** A word in a row that filters the list by itself. */
function Token({ label, onPress, children, cut }: { label: string; onPress: () => void; children: ReactNode; cut?: boolean }): ReactNode {
  return (
    <button type="button" tabIndex={-1} className={cx(s['token'], cut && s['cut'])} title={label} onClick={onPress}>
      {children}
    </button>
  );
}

function useTokens({ ticket, search, set }: Pick<LineProps, 'ticket' | 'search' | 'set'>) {
  const { t } = useTranslation('tech');
  const by = (name: string) => t('list.filterBy', { name });
  return {
    status: (
      <Token label={by(ticket.status.name)} onPress={() => set({ status: toggled(search.status, ticket.status.id) })}>
        <StatusBadge kind={ticket.status.kind} name={ticket.status.name} />
      </Token>
    ),
    priority: (
      <Token label={by(ticket.priority.name)} onPress={() => set({ priority: toggled(search.priority, ticket.priority.id) })}>
        <PriorityBadge level={ticket.priority.level} name={ticket.priority.name} />
      </Token>
    ),
    company: (
      <Token cut label={by(ticket.company.name)} onPress={() => set({ company: toggled(search.company, ticket.company.id) })}>
        <bdi>{ticket.company.name}</bdi>
      </Token>
    ),
    contact: (
      <Token cut label={by(ticket.contact.name)} onPress={() => set({ contact: toggled(search.contact, ticket.contact.id) })}>
        <bdi>{ticket.contact.name}</bdi>
      </Token>
    ),
    assignee: (
      <Token
        label={by(ticket.assignee?.name ?? t('list.unassigned'))}
        onPress={() => set({ assignee: [ticket.assignee ? String(ticket.assignee.id) : 'none'] })}
      >
        <Avatar person={person(ticket.assignee)} size={20} alone />
      </Token>
    ),
    tags: ticket.tags.slice(0, 2).map((tag) => (
      <Token key={tag} label={by(tag)} onPress={() => set({ tag: toggled(search.tag, tag) })}>
        <Tag>{tag}</Tag>
      </Token>
    )),
  };
}

/** Two lines, 52 px: beside a preview. "Normal" priority goes without saying. */
export function TwoLineTicket(props: LineProps): ReactNode {
  const { ticket, current, selected } = props;
  const { t } = useTranslation('tech');
  const tokens = useTokens(props);
  return (
    <TicketRow
      current={current}
      selected={selected}
      unread={ticket.isUnread ? t('list.unread') : undefined}
      pick={<Pick {...props} />}
      title={<TitleLink {...props} />}
      tags={
        (ticket.isVip || ticket.tags.length > 0) && (
          <>
            {ticket.isVip && <Tag>{t('list.vip')}</Tag>}
            {tokens.tags}
          </>
        )
      }
      facts={[
        tokens.status,
        ticket.priority.level !== 'normal' && tokens.priority,
        <span key="number" className={s['number']}>
          {ticket.number}
        </span>,
        <span key="who" className={s['who']}>
          {tokens.company}, {tokens.contact}
        </span>,
      ]}
      endTop={
        <>
          <DueBadge ticket={ticket} />
          {tokens.assignee}
        </>
      }
      endBottom={
        <>
          {ticket.tasksTotal > 0 && (
            <span className={s['tasks']}>
              <Progress thin value={ticket.tasksDone} max={ticket.tasksTotal} label={t('list.tasks')} />
              {ticket.tasksDone}/{ticket.tasksTotal}
            </span>
          )}
          <TimeAgo at={ticket.updatedAt} form="age" />
        </>
      }
    />
  );
}

/** One line, 36 px, under column heads: the density without preview. */
export function OneLineTicket(props: LineProps): ReactNode {
  const { ticket, current, selected } = props;
  const { t } = useTranslation('tech');
  const tokens = useTokens(props);
  return (
    <div className={cx(s['line'], s['columns'], current && s['current'], selected && s['selected'], ticket.isUnread && s['unread'])}>
      <span className={s['above']}>
        <Pick {...props} />
      </span>
      {tokens.priority}
      <span className={s['number']}>{ticket.number}</span>
      <span className={s['lineTitle']}>
        {ticket.isUnread && (
          <i className={s['dot']}>
            <Hidden>{t('list.unread')}</Hidden>
          </i>
        )}
        <TitleLink {...props} />
      </span>
      {tokens.company}
      {tokens.contact}
      {tokens.status}
      <DueBadge ticket={ticket} />
      {tokens.assignee}
      <span className={s['age']}>
        <TimeAgo at={ticket.updatedAt} form="age" />
      </span>
    </div>
  );
}
export function LineHead(): ReactNode {
  const { t } = useTranslation('tech');
  const heads = ['priority', 'number', 'title', 'company', 'contact', 'status', 'due'] as const;
  return (
    <div className={cx(s['lineHead'], s['columns'])} aria-hidden>
      <span />
      {heads.map((head) => (
        <span key={head}>{t(`list.column.${head}`)}</span>
      ))}
      <span />
      <span className={s['age']}>{t('list.column.updated')}</span>
    </div>
  );
}
