import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { Instant, Nothing, Nullable, Page, Paging, Words } from '../kernel/shapes.ts';

export const JOB_STATES = ['waiting', 'scheduled', 'retrying', 'active', 'completed', 'dead'] as const;
export const JobItem = Type.Object({
  id: Type.String(),
  name: Type.String(),
  state: Words(JOB_STATES),
  attempt: Type.Integer(),
  attempts: Type.Integer({ description: 'How often it is tried before it is dead' }),
  createdAt: Instant,
  startAfter: Instant,
  startedAt: Nullable(Instant),
  completedAt: Nullable(Instant),
  error: Nullable(Type.String({ description: 'Message of the last failure, no stack' })),
  data: Type.Record(Type.String(), Type.Unknown()),
});
export const JobQueueStats = Type.Object({
  name: Type.String(),
  waiting: Type.Integer(),
  scheduled: Type.Integer(),
  retrying: Type.Integer(),
  active: Type.Integer(),
  completed: Type.Integer(),
  dead: Type.Integer(),
});
export const listJobs = route({
  id: 'jobs.list',
  method: 'GET',
  path: '/jobs',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  query: Type.Object({ ...Paging, state: Type.Optional(Words(JOB_STATES)), name: Type.Optional(Type.String({ maxLength: 100 })) }),
  reply: { tech: Type.Object({ ...Page(JobItem).properties, queues: Type.Array(JobQueueStats) }) },
  errors: ['cursor.invalid'],
  summary: 'Background jobs',
  description: 'Newest first, with the counts of every queue. Dead jobs have used up their attempts and wait for somebody.',
});
const params = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }) });
export const retryJob = route({
  id: 'jobs.retry',
  method: 'POST',
  path: '/jobs/{id}/retry',
  permission: 'admin',
  scope: 'system:write',
  tx: 'write',
  params,
  status: 204,
  reply: { tech: Nothing },
  errors: ['job.notFound'],
  summary: 'Run a dead job again',
  description: 'At once, with fresh attempts.',
});
export const discardJob = route({
  id: 'jobs.discard',
  method: 'DELETE',
  path: '/jobs/{id}',
  permission: 'master-admin',
  scope: 'system:write',
  tx: 'write',
  params,
  status: 204,
  reply: { tech: Nothing },
  errors: ['job.notFound'],
  summary: 'Discard a job',
  description: 'A dead or not yet started one. What it would have done does not happen.',
});
const Check = Type.Object({
  key: Type.String({
    description: 'database, jobs, mail, disk, events, live, address, clock, responsiveness, memory, handles, and what modules add',
  }),
  title: Type.String(),
  state: Words(['ok', 'warning', 'bad']),
  reason: Type.Optional(Type.String({ description: 'Names what is said where one state has several reasons' })),
  detail: Type.String({ description: 'A sentence a non-engineer understands' }),
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  advice: Nullable(Type.String()),
});
export const getSystemHealth = route({
  id: 'system.health',
  method: 'GET',
  path: '/system/health',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  reply: {
    tech: Type.Object({ version: Type.String(), startedAt: Instant, engine: Words(['embedded', 'postgresql']), checks: Type.Array(Check) }),
  },
  errors: [],
  summary: 'Health in words',
  description: 'Database, jobs, mail, disk, event lag, live updates, public address, clock and the process, each with what to do next.',
});
export const Overview = Type.Object({
  openTickets: Type.Integer(),
  unassigned: Type.Integer(),
  overdue: Type.Integer(),
  companies: Type.Integer(),
  contacts: Type.Integer(),
  techs: Type.Integer(),
  /** Null for administrators who are restricted to companies. */
  users: Nullable(
    Type.Object({
      potential: Type.Integer({ description: 'Contacts who could sign in now' }),
      limit: Nullable(Type.Integer({ description: 'Only reported' })),
    }),
  ),
  createdPerDay: Type.Array(Type.Object({ day: Type.String(), created: Type.Integer(), closed: Type.Integer() })),
  setup: Type.Array(Type.Object({ key: Type.String(), done: Type.Boolean() })),
});
export const getOverview = route({
  id: 'system.overview',
  method: 'GET',
  path: '/system/overview',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  query: Type.Object({ days: Type.Optional(Type.Integer({ minimum: 7, maximum: 90, default: 28 })) }),
  reply: { tech: Overview },
  errors: [],
  summary: 'The admin’s home',
  description: 'Counts, load per day, and what is left to set up.',
});
export const Workspace = Type.Object({
  name: Type.String(),
  brandColor: Type.String(),
  phone: Nullable(Type.String()),
  publicUrl: Nullable(Type.String()),
  isDemo: Type.Boolean(),
});
export const getWorkspace = route({
  id: 'workspace.get',
  method: 'GET',
  path: '/workspace',
  permission: 'public',
  scope: null,
  tx: 'none',
  reply: { anyone: Workspace, contact: Workspace, tech: Workspace },
  errors: [],
  summary: 'Name and colour of the workspace',
  description: 'What the pages show before anybody signed in.',
});
export const updateWorkspace = route({
  id: 'workspace.update',
  method: 'PATCH',
  path: '/workspace',
  permission: 'master-admin',
  scope: 'system:write',
  tx: 'write',
  body: Type.Object(
    {
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
      brandColor: Type.Optional(Type.String({ pattern: '^#[0-9a-fA-F]{6}$' })),
      phone: Type.Optional(Nullable(Type.String({ maxLength: 50 }))),
    },
    { additionalProperties: false },
  ),
  reply: { tech: Workspace },
  errors: [],
  summary: 'Change name and colour',
  description: 'Master administrators.',
});
