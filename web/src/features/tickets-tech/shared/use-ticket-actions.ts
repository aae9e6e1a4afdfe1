import { bulkUpdate, close, get, reopen, update } from '@portico/contracts/tickets/routes.ts';
import type { TicketForTech, TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../../lib/for-tech.ts';
import { ApiProblem, isProblem } from '../../../lib/problem.ts';
import { sayProblem } from '../../../lib/say-problem.ts';
import { toast } from '../../../ui/toast-store.ts';
import { useDesk, useTechs } from './desk.ts';
import { paint, putTicket, refreshTickets } from './ticket-cache.ts';
import { type Patch, valuesNow, withPatch } from './ticket-values.ts';

export interface TicketActions {
  /** Changes one open ticket; shown at once. Resolves to false when it was refused (the person has been told). */
  readonly change: (ticket: TicketForTech, patch: Patch) => Promise<boolean>;
  /** Changes several, says so and offers the way back. */
  readonly changeMany: (tickets: readonly TicketItemForTech[], patch: Patch) => Promise<void>;
  /** Adds a tag to those that do not have it. */
  readonly tagMany: (tickets: readonly TicketItemForTech[], tag: string) => Promise<void>;
  /** Closes those that are open; when all are closed already, reopens them. */
  readonly closeOrReopen: (tickets: readonly TicketItemForTech[]) => Promise<void>;
}

export function useTicketActions(): TicketActions {
  const client = useQueryClient();
  const { t } = useTranslation('tech');
  const [desk, techs] = [useDesk(), useTechs()];
  const say = (error: unknown, title: string) =>
    toast({ icon: 'warning', sticky: true, text: `${title} ${isProblem(error) ? sayProblem(error, 'tech') : t('problem.tryAgain')}` });

  const change: TicketActions['change'] = async (ticket, patch) => {
    const takeBack = paint(client, new Set([ticket.id]), (row) => withPatch(row, patch, desk, techs));
    const save = (version: number) => callTech(update, { params: { id: ticket.id }, body: patch }, { ifMatch: version });
    try {
      putTicket(client, await save(ticket.version).catch((error) => mergeOrThrow(error, ticket, patch, save)));
      refreshTickets(client, ticket.id);
      return true;
    } catch (error) {
      takeBack();
      refreshTickets(client, ticket.id);
      if (isProblem(error, 'version.conflict'))
        toast({
          icon: 'warning',
          sticky: true,
          text: t('problem.conflict', { number: ticket.number }),
          action: { label: t('problem.setAnyway'), run: () => void overwrite(ticket.id, patch) },
        });
      else say(error, t('problem.notChanged', { number: ticket.number }));
      return false;
    }
  };
  const overwrite = async (id: number, patch: Patch) => {
    try {
      putTicket(client, await callTech(update, { params: { id }, body: patch }));
    } catch (error) {
      say(error, t('problem.nothingChanged'));
    }
    refreshTickets(client, id);
  };

  const writeMany = async (tickets: readonly TicketItemForTech[], patch: Patch): Promise<readonly number[]> => {
    const reply = await callTech(bulkUpdate, { body: { ids: tickets.map((row) => row.id), patch } });
    const [first] = reply.refused;
    if (first) {
      const why = sayProblem(new ApiProblem({ status: 409, traceId: '', ...first }), 'tech');
      const numbers = reply.refused.map(({ id }) => tickets.find((row) => row.id === id)?.number ?? id);
      toast({
        icon: 'warning',
        sticky: true,
        text: t('bulk.refused', { count: numbers.length, numbers: numbers.join(', '), why }),
      });
    }
    return reply.changed;
  };
  const putBack = async (tickets: readonly TicketItemForTech[], patch: Patch) => {
    const groups = Map.groupBy(tickets, (row) => JSON.stringify(valuesNow(row, patch)));
    try {
      for (const [values, rows] of groups) await writeMany(rows, JSON.parse(values) as Patch);
      toast({ icon: 'undo', text: t('bulk.undone') });
    } catch (error) {
      say(error, t('problem.notUndone'));
    }
    for (const row of tickets) refreshTickets(client, row.id);
  };
  const offerUndo = (tickets: readonly TicketItemForTech[], patch: Patch, text: string) =>
    toast({ icon: 'check-circle', text, action: { label: t('bulk.undo'), run: () => void putBack(tickets, patch) } });

  const changeEach = async (tickets: readonly TicketItemForTech[], patchOf: (row: TicketItemForTech) => Patch) => {
    if (tickets.length === 0) return;
    const takeBack = paint(client, new Set(tickets.map((row) => row.id)), (row) => withPatch(row, patchOf(row), desk, techs));
    const changed = new Set<number>();
    let patch: Patch = {};
    try {
      for (const [values, rows] of Map.groupBy(tickets, (row) => JSON.stringify(patchOf(row)))) {
        patch = JSON.parse(values) as Patch;
        for (const id of await writeMany(rows, patch)) changed.add(id);
      }
      const done = tickets.filter((row) => changed.has(row.id));
      if (done.length > 0) offerUndo(done, patch, t('bulk.changed', { count: done.length }));
    } catch (error) {
      takeBack();
      say(error, t('problem.nothingChanged'));
    }
    for (const row of tickets) refreshTickets(client, row.id);
  };

  const changeMany: TicketActions['changeMany'] = (tickets, patch) => changeEach(tickets, () => patch);
  const tagMany: TicketActions['tagMany'] = (tickets, tag) =>
    changeEach(
      tickets.filter((row) => !row.tags.includes(tag)),
      (row) => ({ tags: [...row.tags, tag] }),
    );

  const closeOrReopen: TicketActions['closeOrReopen'] = async (tickets) => {
    const open = tickets.filter((row) => !row.status.isClosed);
    const [act, rows] = open.length > 0 ? [close, open] : [reopen, tickets];
    const results = await Promise.allSettled(rows.map((row) => callTech(act, { params: { id: row.id }, body: {} })));
    const done = rows.filter((_row, index) => results[index]?.status === 'fulfilled');
    for (const result of results) if (result.status === 'fulfilled') putTicket(client, result.value);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) say(failed.reason, t('problem.someNotChanged', { count: rows.length - done.length }));
    const text = act === close ? t('bulk.closed', { count: done.length }) : t('bulk.reopened', { count: done.length });
    if (done.length > 0) offerUndo(done, { statusId: 1 }, text);
    for (const row of rows) refreshTickets(client, row.id);
  };
  return { change, changeMany, tagMany, closeOrReopen };
}

/** Someone changed the ticket meanwhile. When it was not one of our fields, our change still means what it meant. */
async function mergeOrThrow(error: unknown, seen: TicketForTech, patch: Patch, save: (version: number) => Promise<TicketForTech>) {
  if (!isProblem(error, 'version.conflict')) throw error;
  const fresh = await callTech(get, { params: { id: seen.id }, query: {} });
  if (JSON.stringify(valuesNow(fresh, patch)) !== JSON.stringify(valuesNow(seen, patch))) throw error;
  return save(fresh.version);
}
