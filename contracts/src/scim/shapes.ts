import { type Static, Type } from 'typebox';
import { CompanyRef } from '../companies/shapes.ts';
import { Id, Instant, Nullable, Version, Words } from '../kernel/shapes.ts';

export const SCIM_AUDIENCES = ['staff', 'company'] as const;
export type ScimAudience = (typeof SCIM_AUDIENCES)[number];
export const ON_DELETE = ['disable', 'keep'] as const;
export type OnDelete = (typeof ON_DELETE)[number];
/** A streamline tech needs queues and companies of his own, which no directory knows. */
export const PROVISIONED_ROLES = ['member', 'advanced', 'admin', 'master-admin'] as const;
export type ProvisionedRole = (typeof PROVISIONED_ROLES)[number];
export const SCIM_ACTIONS = [
  'user.created',
  'user.adopted',
  'user.changed',
  'user.enabled',
  'user.disabled',
  'user.removed',
  'group.created',
  'group.adopted',
  'group.changed',
  'group.removed',
  'refused',
] as const;
export type ScimAction = (typeof SCIM_ACTIONS)[number];
/** Hours for which the token before goes on working after a renewal. */
export const OVERLAP_HOURS = [0, 1, 24, 72, 168] as const;

export const ScimToken = Type.Object({
  id: Id,
  prefix: Type.String({ description: 'How it begins, to tell it apart; the rest is known to nobody' }),
  createdAt: Instant,
  expiresAt: Nullable(Instant),
  lastUsedAt: Nullable(Instant),
});
export const ScimConnectionItem = Type.Object({
  id: Id,
  name: Type.String(),
  audience: Words(SCIM_AUDIENCES),
  company: Nullable(CompanyRef),
  enabled: Type.Boolean(),
  lastUsedAt: Nullable(Instant),
  userCount: Type.Integer({ description: 'Accounts it manages' }),
  createdAt: Instant,
  version: Version,
});
export type ScimConnectionItem = Static<typeof ScimConnectionItem>;
/** What one connection has done lately. */
export const ScimSummary = Type.Object({
  activeCount: Type.Integer({ description: 'Accounts it manages that are active' }),
  groupCount: Type.Integer(),
  week: Type.Object({
    created: Type.Integer(),
    adopted: Type.Integer(),
    changed: Type.Integer(),
    disabled: Type.Integer({ description: 'Disabled or removed' }),
    refused: Type.Integer(),
  }),
});
export const ScimConnection = Type.Object({
  ...ScimConnectionItem.properties,
  mayAdopt: Type.Boolean({ description: 'It may take over accounts and groups that were there before it' }),
  onDelete: Words(ON_DELETE),
  techRole: Nullable(Words(PROVISIONED_ROLES, { description: 'Role of the techs it makes; null for a company’s connection' })),
  managesAdmins: Type.Boolean({ description: 'It may make, take over and change administrators' }),
  address: Type.String({ description: 'What the directory calls tenant URL or base URL' }),
  tokens: Type.Array(ScimToken),
  summary: ScimSummary,
  updatedAt: Instant,
});
export type ScimConnection = Static<typeof ScimConnection>;

const Name = Type.String({ minLength: 1, maxLength: 100 });
const fields = {
  enabled: Type.Optional(Type.Boolean()),
  mayAdopt: Type.Optional(Type.Boolean()),
  onDelete: Type.Optional(Words(ON_DELETE)),
  techRole: Type.Optional(Nullable(Words(PROVISIONED_ROLES))),
  managesAdmins: Type.Optional(Type.Boolean()),
};
export const NewScimConnection = Type.Object(
  { name: Name, audience: Words(SCIM_AUDIENCES), companyId: Type.Optional(Nullable(Id)), ...fields },
  { additionalProperties: false },
);
/** Whose accounts it manages stays: its links would mean somebody else. */
export const ScimConnectionPatch = Type.Object({ name: Type.Optional(Name), ...fields }, { additionalProperties: false });

export const ScimActivity = Type.Object({
  id: Id,
  at: Instant,
  action: Words(SCIM_ACTIONS),
  account: Nullable(Type.Object({ id: Id, kind: Words(['contact', 'tech']), name: Type.String() })),
  subject: Type.String({ description: 'The name the directory gave' }),
  status: Type.Integer({ description: 'HTTP status of the answer' }),
  code: Nullable(Type.String({ description: 'Of a refusal; null: it was done' })),
  detail: Nullable(Type.String({ description: 'The sentence the directory was told' })),
  traceId: Type.String(),
});
export type ScimActivity = Static<typeof ScimActivity>;
