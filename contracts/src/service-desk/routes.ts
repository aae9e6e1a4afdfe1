import { type TSchema, Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById } from '../kernel/shapes.ts';
import {
  Defaults,
  DefaultsPatch,
  NamedRow,
  NamedRowPatch,
  NewNamedRow,
  NewPriority,
  NewQueue,
  NewStatus,
  Priority,
  PriorityPatch,
  Queue,
  QueuePatch,
  ServiceDeskForTech,
  Status,
  StatusPatch,
} from './shapes.ts';

/** The four routes every kind of service-desk row has: list, create, change (also archive), never delete: tickets point at them. */
const rows = <const Noun extends string, const One extends string, Row extends TSchema, New extends TSchema, Patch extends TSchema>(
  noun: Noun,
  one: One,
  row: Row,
  create: New,
  patch: Patch,
) => ({
  list: route({
    id: `${noun}.list`,
    method: 'GET',
    path: `/${noun}`,
    permission: 'tech',
    scope: 'service:read',
    tx: 'none',
    reply: { tech: Type.Object({ items: Type.Array(row) }) },
    errors: [],
    summary: `List ${noun}`,
    description: `All ${noun} in their order, archived ones included.`,
  }),
  get: route({
    id: `${noun}.get`,
    method: 'GET',
    path: `/${noun}/{id}`,
    permission: 'tech',
    scope: 'service:read',
    tx: 'none',
    params: ById,
    versioned: true,
    reply: { tech: row },
    errors: [`${one}.notFound`],
    summary: `One ${one}`,
    description: `One ${one}.`,
  }),
  create: route({
    id: `${noun}.create`,
    method: 'POST',
    path: `/${noun}`,
    permission: 'master-admin',
    scope: 'service:write',
    tx: 'write',
    status: 201,
    body: create,
    versioned: true,
    reply: { tech: row },
    errors: [`${one}.nameTaken`, ...(noun === 'queues' ? ['role.restricted'] : [])],
    summary: `Create a ${one}`,
    description: 'Master administrators.',
  }),
  update: route({
    id: `${noun}.update`,
    method: 'PATCH',
    path: `/${noun}/{id}`,
    permission: 'master-admin',
    scope: 'service:write',
    tx: 'write',
    params: ById,
    body: patch,
    versioned: true,
    reply: { tech: row },
    errors: [`${one}.notFound`, `${one}.nameTaken`, `${one}.inUse`, 'version.conflict'],
    summary: `Change a ${one}`,
    description:
      'Master administrators. Rows are archived (`active: false`), never deleted: tickets point at them. What is a default cannot be archived.',
  }),
});

export const queues = rows('queues', 'queue', Queue, NewQueue, QueuePatch);
export const statuses = rows('statuses', 'status', Status, NewStatus, StatusPatch);
export const priorities = rows('priorities', 'priority', Priority, NewPriority, PriorityPatch);
export const sources = rows('sources', 'source', NamedRow, NewNamedRow, NamedRowPatch);
export const categories = rows('categories', 'category', NamedRow, NewNamedRow, NamedRowPatch);

export const getServiceDesk = route({
  id: 'serviceDesk.get',
  method: 'GET',
  path: '/service-desk',
  permission: 'tech',
  scope: 'service:read',
  tx: 'none',
  reply: { tech: ServiceDeskForTech },
  errors: [],
  summary: 'All service-desk rows',
  description: 'Queues (only those the tech may see), statuses, priorities, sources, categories and defaults in one read.',
});
export const getDefaults = route({
  id: 'serviceDesk.getDefaults',
  method: 'GET',
  path: '/service-desk/defaults',
  permission: 'admin',
  scope: 'service:read',
  tx: 'none',
  reply: { tech: Defaults },
  errors: [],
  summary: 'Defaults',
  description: 'Default queue, source, priority, category and the status automation.',
});
export const setDefaults = route({
  id: 'serviceDesk.setDefaults',
  method: 'PATCH',
  path: '/service-desk/defaults',
  permission: 'master-admin',
  scope: 'service:write',
  tx: 'write',
  body: DefaultsPatch,
  reply: { tech: Defaults },
  errors: ['defaults.invalid'],
  summary: 'Change defaults',
  description: 'Each id must be an active row; the closed status must be of a closed kind, the others of an open kind.',
});
