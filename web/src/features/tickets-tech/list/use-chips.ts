import { get as getCompany } from '@portico/contracts/companies/routes.ts';
import { get as getGroup } from '@portico/contracts/contact-groups/routes.ts';
import { get as getContact } from '@portico/contracts/contacts/routes.ts';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../../lib/for-tech.ts';
import { useDesk, useTechs } from '../shared/desk.ts';
import { type ListSearch, viewOf } from './list-search.ts';
import type { SetSearch } from './use-list-search.ts';

export interface FilterChip {
  readonly key: string;
  readonly name: string;
  readonly remove: () => void;
}

/** Every filter that holds right now, by its name, each with its way out. */
export function useChips(search: ListSearch, set: SetSearch): readonly FilterChip[] {
  const { t } = useTranslation('tech');
  const [desk, techs] = [useDesk(), useTechs()];
  const companies = useQueries({ queries: (search.company ?? []).map((id) => readTech(getCompany, { params: { id } })) });
  const contacts = useQueries({ queries: (search.contact ?? []).map((id) => readTech(getContact, { params: { id } })) });
  const groups = useQueries({
    queries: (search.group ?? []).map((key) => ({
      ...readTech(getGroup, { params: { id: Number(key) } }),
      enabled: key !== 'none' && key !== 'any',
    })),
  });
  const view = viewOf(search);
  const without = <T>(values: readonly T[] | undefined, value: T) => values?.filter((item) => item !== value);
  const named = (rows: readonly { id: number; name: string }[], id: number) => rows.find((row) => row.id === id)?.name ?? String(id);
  const who = (key: string) => (key === 'me' ? t('facet.me') : key === 'none' ? t('facet.unassigned') : named(techs, Number(key)));
  const chips: FilterChip[] = [];
  const add = (key: string, name: string, change: Parameters<SetSearch>[0]) => chips.push({ key, name, remove: () => set(change) });

  if (search.q) add('q', `“${search.q}”`, { q: undefined });
  for (const key of search.assignee ?? []) {
    if (key !== 'any') add(`assignee-${key}`, who(key), { assignee: without(search.assignee, key) });
  }
  if (!search.assignee && view === 'mine') add('view', t('facet.me'), { assignee: ['any'] });
  if (!search.assignee && view === 'unassigned') add('view', t('facet.unassigned'), { assignee: ['any'] });
  if (view === 'waiting' && !search.status) add('view', t('view.waiting'), { view: 'all' });
  if ((view === 'due' || view === 'overdue') && !search.due) add('view', t(`view.${view}`), { view: 'all' });
  for (const id of search.status ?? []) add(`status-${id}`, named(desk.statuses, id), { status: without(search.status, id) });
  for (const id of search.priority ?? []) add(`priority-${id}`, named(desk.priorities, id), { priority: without(search.priority, id) });
  for (const id of search.queue ?? []) add(`queue-${id}`, named(desk.queues, id), { queue: without(search.queue, id) });
  for (const [index, id] of (search.company ?? []).entries())
    add(`company-${id}`, companies[index]?.data?.name ?? '…', { company: without(search.company, id) });
  for (const [index, id] of (search.contact ?? []).entries())
    add(`contact-${id}`, contacts[index]?.data?.name ?? '…', { contact: without(search.contact, id) });
  for (const [index, key] of (search.group ?? []).entries())
    add(`group-${key}`, key === 'none' ? t('facet.personal') : (groups[index]?.data?.name ?? '…'), { group: without(search.group, key) });
  for (const tag of search.tag ?? []) add(`tag-${tag}`, tag, { tag: without(search.tag, tag) });
  if (search.due) add('due', t(`filter.due.${search.due}`), { due: undefined });
  if (search.unread) add('unread', t('filter.unread'), { unread: undefined });
  return chips;
}
