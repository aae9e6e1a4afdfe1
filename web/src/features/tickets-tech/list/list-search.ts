import type { QueryOf } from '@portico/contracts/kernel/route.ts';
import type { list } from '@portico/contracts/tickets/routes.ts';

export type ListQuery = QueryOf<typeof list>;
export const VIEWS = ['mine', 'unassigned', 'overdue', 'due', 'waiting', 'all', 'closed'] as const;
export type ViewName = (typeof VIEWS)[number];
export const SORTS = ['dueAt', '-updatedAt', 'updatedAt', '-createdAt', 'relevance'] as const;
export type SortName = (typeof SORTS)[number];
const DUES = ['overdue', 'soon', 'today', 'none'] as const;

/** Everything that decides what a list shows; lives in the address, so a list can be sent to a colleague. */
export interface ListSearch {
  readonly view?: ViewName;
  readonly q?: string;
  readonly assignee?: readonly string[];
  readonly status?: readonly number[];
  readonly priority?: readonly number[];
  readonly queue?: readonly number[];
  readonly company?: readonly number[];
  readonly contact?: readonly number[];
  /** Contact groups by id; `none` = personal tickets. */
  readonly group?: readonly string[];
  readonly tag?: readonly string[];
  readonly due?: (typeof DUES)[number];
  readonly unread?: boolean;
  readonly sort?: SortName;
  readonly density?: 'line';
  readonly preview?: 'off';
  /** Number of the ticket in the preview. */
  readonly open?: number;
}

const among = <T extends string>(value: unknown, words: readonly T[]): T | undefined => words.find((word) => word === value);
const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null || value === '' ? [] : Array.isArray(value) ? value : [value];
const ids = (value: unknown): number[] | undefined => {
  const found = listOf(value)
    .map(Number)
    .filter((id) => Number.isInteger(id) && id > 0);
  return found.length > 0 ? found.slice(0, 50) : undefined;
};
const words = (value: unknown): string[] | undefined => {
  const found = listOf(value).map(String);
  return found.length > 0 ? found.slice(0, 20) : undefined;
};

/** Addresses are typed by people and cut off by mail programs: what does not fit is left out, never an error. */
export function parseListSearch(input: Record<string, unknown>): ListSearch {
  const open = Number(input['open']);
  return compact({
    view: among(input['view'], VIEWS),
    q: typeof input['q'] === 'string' || typeof input['q'] === 'number' ? String(input['q']).slice(0, 200) : undefined,
    assignee: words(input['assignee'])?.filter((who) => /^(me|none|any|\d{1,9})$/.test(who)),
    status: ids(input['status']),
    priority: ids(input['priority']),
    queue: ids(input['queue']),
    company: ids(input['company']),
    contact: ids(input['contact']),
    group: words(input['group'])?.filter((one) => /^(none|any|\d{1,9})$/.test(one)),
    tag: words(input['tag']),
    due: among(input['due'], DUES),
    unread: input['unread'] === true || input['unread'] === 'true' ? true : undefined,
    sort: among(input['sort'], SORTS),
    density: among(input['density'], ['line'] as const),
    preview: among(input['preview'], ['off'] as const),
    open: Number.isInteger(open) && open > 0 ? open : undefined,
  });
}

export function compact<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== undefined && part !== '' && !(Array.isArray(part) && part.length === 0)),
  ) as T;
}

const VIEW_FILTERS: Readonly<Record<ViewName, ListQuery>> = {
  mine: { assignee: ['me'] },
  unassigned: { assignee: ['none'] },
  overdue: { due: 'overdue' },
  due: { due: 'soon' },
  waiting: { statusKind: ['waiting-you'] },
  all: {},
  closed: { state: 'closed' },
};

export const viewOf = (search: ListSearch): ViewName => search.view ?? 'mine';
export const sortOf = (search: ListSearch): SortName => search.sort ?? (viewOf(search) === 'closed' ? '-updatedAt' : 'dueAt');

/** What the person chose wins over what the view brings along ("My queue", but of a colleague). */
export function toQuery(search: ListSearch): ListQuery {
  const { assignee, status, priority, queue, company, contact, group, tag, due, unread, q } = search;
  const own: ListQuery = compact<ListQuery>({
    q,
    assignee: assignee?.slice(),
    statusId: status?.slice(),
    priorityId: priority?.slice(),
    queueId: queue?.slice(),
    companyId: company?.slice(),
    contactId: contact?.slice(),
    contactGroup: group?.slice(),
    tag: tag?.slice(),
    due,
    unread,
  } as { [K in keyof ListQuery]: ListQuery[K] | undefined });
  const base = { ...VIEW_FILTERS[viewOf(search)] };
  if (own.statusId) delete base.statusKind;
  if (own.assignee?.includes('any')) {
    delete own.assignee;
    delete base.assignee;
  }
  return { ...base, ...own };
}

export const isFiltered = ({ q, assignee, status, priority, queue, company, contact, group, tag, due, unread }: ListSearch): boolean =>
  [q, assignee, status, priority, queue, company, contact, group, tag, due, unread].some((part) => part !== undefined);

const KEPT = 'portico.tech.list';
/** The list the person came from, so that a ticket page can show it beside the ticket. */
export const keepList = (search: ListSearch): void => {
  const { open: _open, density: _density, preview: _preview, ...rest } = search;
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(rest));
  } catch {
    // Storage is blocked: the queue beside a ticket is then "My queue".
  }
};
export function keptList(): ListSearch {
  try {
    return parseListSearch(JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Record<string, unknown>);
  } catch {
    return {};
  }
}
