import type { RouteContract } from '@portico/contracts/kernel/route.ts';
import type { NamedRow } from '@portico/contracts/service-desk/shapes.ts';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { toast } from '../../ui/toast-store.ts';

/** The routes every kind of service-desk row has. */
export interface RowRoutes {
  readonly list: RouteContract;
  readonly create: RouteContract;
  readonly update: RouteContract;
}
type Patch = Partial<Pick<NamedRow, 'name' | 'sort' | 'active'>> & Readonly<Record<string, unknown>>;
const STEP = 10;

const listOf = (routes: RowRoutes) => readTech(routes.list, {} as never);

export function forgetDesk(queries: QueryClient): void {
  for (const key of ['queues', 'statuses', 'priorities', 'categories', 'sources'])
    void queries.invalidateQueries({ queryKey: [`${key}.list`] });
  void queries.invalidateQueries({ queryKey: ['queues.get'] });
  void queries.invalidateQueries({ queryKey: ['serviceDesk.get'] });
}

/** New positions for an order, naming only the rows whose number has to change. */
export function renumber(
  rows: readonly Pick<NamedRow, 'id' | 'sort' | 'version'>[],
  ids: readonly number[],
): { id: number; sort: number; version: number }[] {
  return ids.flatMap((id, index) => {
    const row = rows.find((one) => one.id === id);
    const sort = (index + 1) * STEP;
    return row && row.sort !== sort ? [{ id, sort, version: row.version }] : [];
  });
}

/** Rows of one kind in their order, and every write on them. The new order shows at once and falls back when it is refused. */
export function useDeskRows<R extends NamedRow>(routes: RowRoutes) {
  const queries = useQueryClient();
  const query = useQuery(listOf(routes));
  const [order, setOrder] = useState<readonly number[] | null>(null);
  const [refused, setRefused] = useState('');
  const all = ((query.data as { items: readonly R[] } | undefined)?.items ?? []).toSorted((a, b) => a.sort - b.sort || a.id - b.id);
  const active = all.filter((row) => row.active);
  const shown = order ? order.flatMap((id) => active.find((row) => row.id === id) ?? []) : active;

  const write = async (id: number, version: number, body: Patch): Promise<R> =>
    (await callTech(routes.update, { params: { id }, body } as never, { ifMatch: version })) as unknown as R;

  const guarded = async (work: () => Promise<void>): Promise<void> => {
    setRefused('');
    try {
      await work();
    } catch (error) {
      setRefused(sayError(error, 'admin'));
    } finally {
      await query.refetch();
      forgetDesk(queries);
    }
  };
  return {
    query,
    active: shown,
    archived: all.filter((row) => !row.active),
    refused,
    move: async (ids: readonly number[]) => {
      setOrder(ids);
      await guarded(async () => {
        for (const row of renumber(all, ids)) await write(row.id, row.version, { sort: row.sort });
      });
      setOrder(null);
    },
    setActive: (row: R, on: boolean, done: string, undo?: string) =>
      guarded(async () => {
        const stored = await write(row.id, row.version, { active: on });
        const back = {
          label: undo ?? '',
          run: () => void guarded(async () => void (await write(row.id, stored.version, { active: !on }))),
        };
        toast({ icon: 'check-circle', text: done, ...(undo ? { action: back } : {}) });
      }),
    /** Creates, or changes on top of the version that was shown. */
    save: async (row: R | null, body: Patch): Promise<void> => {
      if (row) await write(row.id, row.version, body);
      else {
        const sort = Math.max(0, ...all.map((one) => one.sort)) + STEP;
        await callTech(routes.create, { body: { ...body, sort } } as never);
      }
      await query.refetch();
      forgetDesk(queries);
    },
  };
}
export type DeskRows<R extends NamedRow> = ReturnType<typeof useDeskRows<R>>;
