import { getServiceDesk } from '@portico/contracts/service-desk/routes.ts';
import type { Priority, Queue, ServiceDeskForTech, Status } from '@portico/contracts/service-desk/shapes.ts';
import { list as listTeams } from '@portico/contracts/teams/routes.ts';
import type { Team } from '@portico/contracts/teams/shapes.ts';
import { list as listTechs } from '@portico/contracts/techs/routes.ts';
import type { TechItem } from '@portico/contracts/techs/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../../lib/api.ts';
import { readTech } from '../../../lib/for-tech.ts';
import { keyOf } from '../../../lib/query.ts';

const RARELY_CHANGES = { staleTime: 5 * 60_000 } as const;
const NO_DESK: ServiceDeskForTech = {
  queues: [],
  statuses: [],
  priorities: [],
  sources: [],
  categories: [],
  defaults: {
    queueId: null,
    sourceId: null,
    priorityId: null,
    categoryId: null,
    statusId: null,
    closedStatusId: null,
    reopenedStatusId: null,
    updatedStatusId: null,
    somethingElse: false,
  },
};

/** Queues, statuses, priorities and the rest; one cached read for all screens. */
export function useDesk(): ServiceDeskForTech {
  return useQuery({ ...readTech(getServiceDesk, {}), ...RARELY_CHANGES }).data ?? NO_DESK;
}

/** All active techs, for choosing an assignee. A house of more than 500 techs finds the rest by typing in the people pages. */
export function useTechs(): readonly TechItem[] {
  const query = useQuery({
    queryKey: [...keyOf(listTechs), 'all-active'],
    queryFn: async ({ signal }) => {
      const techs: TechItem[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < 5; page++) {
        const reply: { items: TechItem[]; next: string | null } = await call(
          listTechs,
          { query: { active: true, sort: 'name', limit: 100, ...(cursor ? { cursor } : {}) } },
          { signal },
        );
        techs.push(...reply.items);
        cursor = reply.next;
        if (!cursor) break;
      }
      return techs;
    },
    ...RARELY_CHANGES,
  });
  return query.data ?? [];
}

export function useTeams(): readonly Team[] {
  const items = useQuery({ ...readTech(listTeams, {}), ...RARELY_CHANGES }).data?.items;
  return useMemo(() => (items ?? []).filter((team) => team.active), [items]);
}

export interface StatusGroups {
  /** The queue's own statuses, in its order. */
  readonly own: readonly Status[];
  /** Every other active status; still to be found by typing. */
  readonly others: readonly Status[];
}

/** A queue without statuses of its own offers all of them. */
export function statusesFor(desk: ServiceDeskForTech, queueId: number): StatusGroups {
  const active = desk.statuses.filter((status) => status.active);
  const ids = desk.queues.find((queue) => queue.id === queueId)?.statusIds ?? [];
  if (ids.length === 0) return { own: active, others: [] };
  const own = ids.map((id) => active.find((status) => status.id === id)).filter((status) => status !== undefined);
  return { own, others: active.filter((status) => !ids.includes(status.id)) };
}

export const activePriorities = (desk: ServiceDeskForTech): readonly Priority[] => desk.priorities.filter((row) => row.active);
export const activeQueues = (desk: ServiceDeskForTech): readonly Queue[] => desk.queues.filter((row) => row.active);
