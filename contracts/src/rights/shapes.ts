import { type Static, Type } from 'typebox';
import { TECH_ROLES } from '../access/actor.ts';
import { PersonRef } from '../accounts/shapes.ts';
import { CompanyRef } from '../companies/shapes.ts';
import { Id, Nullable, Version, Words } from '../kernel/shapes.ts';
import { CAPABILITIES, type Capability } from './capabilities.ts';
import { CONTACT_FLAGS, FLAG_NAMES, FLAG_ORIGINS } from './flags.ts';
import { TICKET_ACTIONS, TICKET_RULES } from './verdicts.ts';

const Switch = Type.Boolean();
/** `false` = no page. */
const HelpPage = Type.Union([Type.Literal(false), Type.String({ pattern: '^https://', minLength: 12, maxLength: 500 })]);
/** What a screen shows of any flag: on, off, or the address of a page. */
const FlagValue = Type.Union([Type.Boolean(), Type.String()]);
export const FlagName = Words(FLAG_NAMES);

/** Flags to set; null = inherit again. Names that are not in the table are refused. */
export const FlagPatch = Type.Object(
  Object.fromEntries(FLAG_NAMES.map((name) => [name, Type.Optional(Nullable(CONTACT_FLAGS[name].type === 'page' ? HelpPage : Switch))])),
  { additionalProperties: false, minProperties: 1 },
);
const Ids = Type.Array(Id, { maxItems: 500, uniqueItems: true });
export const RightsPatch = Type.Object(
  {
    flags: Type.Optional(FlagPatch),
    queueIds: Type.Optional(Nullable(Ids)),
  },
  { additionalProperties: false, minProperties: 1 },
);

const ListOrigin = Words(['contact', 'group', 'company', 'global', 'default']);
/** The group a value comes from, where it comes from one. */
const OfGroup = Type.Optional(Type.Object({ id: Id, name: Type.String() }));
export const RightsView = Type.Object({
  flags: Type.Array(
    Type.Object({
      flag: FlagName,
      value: FlagValue,
      from: Words(FLAG_ORIGINS),
      group: OfGroup,
      own: Nullable(FlagValue),
      inherited: Type.Object({ value: FlagValue, from: Words(FLAG_ORIGINS), group: OfGroup }),
    }),
  ),
  queues: Type.Object({ ids: Nullable(Type.Array(Id)), from: ListOrigin, own: Nullable(Type.Array(Id)) }),
});
export type RightsView = Static<typeof RightsView>;

const row = { value: FlagValue, from: Words(FLAG_ORIGINS), group: OfGroup, own: Nullable(FlagValue) };
export const ContactRightsItem = Type.Object({ ...PersonRef.properties, company: CompanyRef, ...row });
export const CompanyRightsItem = Type.Object({ ...CompanyRef.properties, ...row });

export const GroupTag = Type.Object({
  id: Id,
  name: Type.String(),
  description: Type.String(),
  contactCount: Type.Integer(),
  version: Version,
});
export const GroupTagFields = {
  name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
  description: Type.Optional(Type.String({ maxLength: 500 })),
};
export const CarriedTag = Type.Object({ tagId: Id, mayView: Type.Boolean(), mayApprove: Type.Boolean() }, { additionalProperties: false });
export const CarriedTags = Type.Object({
  items: Type.Array(Type.Object({ ...CarriedTag.properties, name: Type.String() })),
});

const Restriction = Nullable(Type.Array(Id, { minItems: 1, maxItems: 5000, uniqueItems: true }));
export const StaffRestrictions = Type.Object(
  { queueIds: Restriction, companyIds: Restriction, categoryIds: Restriction },
  { additionalProperties: false },
);

export const Verdict = Type.Object({
  rule: Type.String(),
  holds: Type.Boolean(),
  /** Where in the administration this is decided, `/contacts/12/access`; null = in the ticket itself or nowhere. */
  setting: Nullable(Type.String()),
  any: Type.Optional(Type.Array(Type.Object({ rule: Words(TICKET_RULES), holds: Type.Boolean(), setting: Nullable(Type.String()) }))),
});
export const WhyTicket = Type.Object({
  person: Type.Object({ ...PersonRef.properties, company: Nullable(CompanyRef), role: Nullable(Words(TECH_ROLES)) }),
  ticket: Type.Object({ id: Id, number: Type.Integer(), title: Type.String() }),
  actions: Type.Array(Type.Object({ action: Words(TICKET_ACTIONS), allowed: Type.Boolean(), verdicts: Type.Array(Verdict) })),
});
export type WhyTicket = Static<typeof WhyTicket>;

export const TechAccess = Type.Object({
  role: Words(TECH_ROLES),
  capabilities: Type.Array(
    Type.Object({ capability: Words(Object.keys(CAPABILITIES) as Capability[]), allowed: Type.Boolean(), from: Words(TECH_ROLES) }),
  ),
  restrictions: Type.Array(
    Type.Object({
      kind: Words(['queueIds', 'companyIds', 'categoryIds']),
      ids: Nullable(Type.Array(Id)),
      from: Words(['tech', 'global', 'none']),
    }),
  ),
});

export const BulkReply = Type.Object({
  changed: Type.Array(Id),
  refused: Type.Array(Type.Object({ id: Id, code: Type.String(), detail: Type.String() })),
});
