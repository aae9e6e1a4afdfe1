import { list as listServiceTypes } from '@portico/contracts/catalogue/routes.ts';
import { list as listGroups } from '@portico/contracts/contact-groups/routes.ts';
import { listTags } from '@portico/contracts/tags/routes.ts';
import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../../lib/for-tech.ts';
import { MultiSelect } from '../../../ui/Combobox.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Hidden } from '../../../ui/LiveRegion.tsx';
import { PickMenu, type PickOption } from '../../../ui/PickMenu.tsx';
import { Tag } from '../../../ui/Surface.tsx';
import { TimeAgo } from '../../../ui/TimeAgo.tsx';
import { activeQueues, useDesk, useTeams } from '../shared/desk.ts';
import type { Patch } from '../shared/ticket-values.ts';
import type { TicketActions } from '../shared/use-ticket-actions.ts';
import { DueField } from './DueField.tsx';
import s from './Side.module.css';

/** Each value is a button that opens its choices; nothing has to be saved. */
export function Properties({ ticket, actions }: { ticket: TicketForTech; actions: TicketActions }): ReactNode {
  const { t } = useTranslation('tech');
  const desk = useDesk();
  const teams = useTeams();
  const types = useQuery({ ...readTech(listServiceTypes, {}), staleTime: 300_000 }).data?.items ?? [];
  const companyGroups = { query: { companyId: ticket.company.id, state: 'active', limit: 100 } } as const;
  const groups = useQuery({ ...readTech(listGroups, companyGroups), staleTime: 60_000 }).data?.items ?? [];
  const change = (patch: Patch) => void actions.change(ticket, patch);
  const locked = !ticket.can.update;
  const rows = <T extends { id: number; name: string; active?: boolean }>(items: readonly T[]) =>
    items.filter((row) => row.active !== false).map((row) => ({ value: String(row.id), label: row.name }));
  const shared = { ticket, locked };
  return (
    <dl className={s['properties']}>
      <Choice
        {...shared}
        name={t('field.queue')}
        value={ticket.queue}
        options={rows(activeQueues(desk))}
        onPick={(id) => id && change({ queueId: id })}
      />
      <Choice
        {...shared}
        empty
        name={t('field.serviceType')}
        value={ticket.serviceType}
        options={rows(types)}
        onPick={(serviceTypeId) => change({ serviceTypeId })}
      />
      <Choice
        {...shared}
        empty
        name={t('field.category')}
        value={ticket.category}
        options={rows(desk.categories)}
        onPick={(categoryId) => change({ categoryId })}
      />
      <Choice
        {...shared}
        empty
        name={t('field.source')}
        value={ticket.source}
        options={rows(desk.sources)}
        onPick={(sourceId) => change({ sourceId })}
      />
      <Choice {...shared} empty name={t('field.team')} value={ticket.team} options={rows(teams)} onPick={(teamId) => change({ teamId })} />
      {(groups.length > 0 || ticket.contactGroup) && (
        <Choice
          {...shared}
          empty
          name={t('field.contactGroup')}
          value={ticket.contactGroup}
          options={rows(groups)}
          onPick={(contactGroupId) => change({ contactGroupId })}
        />
      )}
      <div>
        <dt>{t('field.dueAt')}</dt>
        <dd>
          <DueField dueAt={ticket.dueAt} locked={locked} onChange={(dueAt) => change({ dueAt })} />
        </dd>
      </div>
      <div>
        <dt>{t('field.tags')}</dt>
        <dd>
          <Tags ticket={ticket} locked={locked} onChange={(tags) => change({ tags: tags.slice() })} />
        </dd>
      </div>
      <div>
        <dt>{t('field.created')}</dt>
        <dd className={s['plain']}>
          <TimeAgo at={ticket.createdAt} form="stamp" />
        </dd>
      </div>
    </dl>
  );
}

function Choice({
  name,
  value,
  options,
  onPick,
  empty,
  locked,
}: {
  name: string;
  value: { id: number; name: string } | null;
  options: readonly PickOption[];
  onPick: (id: number | null) => void;
  empty?: boolean;
  locked: boolean;
}): ReactNode {
  const { t } = useTranslation('tech');
  const [open, setOpen] = useState(false);
  const all = empty ? [{ value: '', label: t('side.none') }, ...options] : options;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <PickMenu
          open={open}
          onOpen={setOpen}
          label={name}
          options={all}
          value={value ? String(value.id) : ''}
          onPick={(id) => onPick(id === '' ? null : Number(id))}
          trigger={
            <button type="button" className={s['value']} disabled={locked} aria-label={`${name}: ${value?.name ?? t('side.none')}`}>
              {value ? <bdi>{value.name}</bdi> : <span className={s['nothing']}>{t('side.none')}</span>}
              <Icon name="chevron-down" size={14} />
            </button>
          }
        />
      </dd>
    </div>
  );
}

function Tags({
  ticket,
  locked,
  onChange,
}: {
  ticket: TicketForTech;
  locked: boolean;
  onChange: (tags: readonly string[]) => void;
}): ReactNode {
  const { t } = useTranslation('tech');
  const [editing, setEditing] = useState(false);
  const [draft, setDraft] = useState<readonly string[]>([]);
  if (!editing)
    return (
      <button
        type="button"
        className={s['value']}
        disabled={locked}
        onClick={() => {
          setDraft(ticket.tags);
          setEditing(true);
        }}
      >
        <Hidden>{t('side.editTags')}</Hidden>
        <span className={s['tags']}>
          {ticket.tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
          {ticket.tags.length === 0 && <span className={s['nothing']}>{t('side.addTags')}</span>}
        </span>
        <Icon name="plus" size={14} />
      </button>
    );
  const close = () => {
    setEditing(false);
    if (draft.join('\n') !== ticket.tags.join('\n')) onChange(draft);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: leaving the group saves; the field inside has the keys
    <div className={s['tagEditor']} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && close()}>
      <MultiSelect
        hideLabel
        label={t('field.tags')}
        value={draft.map((tag) => ({ value: tag, label: tag }))}
        onChange={(options) => setDraft(options.map((option) => option.value))}
        create={(text) => (text.length <= 60 ? { value: text, label: text } : null)}
        options={async (q, signal) => {
          const reply = await callTech(listTags, { query: q ? { q } : { for: 'ticket' } }, { signal });
          return reply.items.map((tag) => ({ value: tag.name, label: tag.name }));
        }}
      />
    </div>
  );
}
