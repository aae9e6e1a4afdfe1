import { type Static, Type } from 'typebox';
import { GROUP_ROLES } from '../access/actor.ts';
import { PersonRef } from '../accounts/shapes.ts';
import { CompanyRef } from '../companies/shapes.ts';
import { Id, Instant, Nullable, Version, Words } from '../kernel/shapes.ts';

export const GroupRole = Words(GROUP_ROLES, {
  description: 'manager, regular, guest (own tickets only), approver (what waits for approval)',
});
/** Pictures a group may have; `people` when nothing was chosen. */
export const GROUP_ICONS = [
  'people',
  'company',
  'box',
  'book',
  'chart',
  'globe',
  'heart-pulse',
  'invoice',
  'key',
  'laptop',
  'shield',
  'star',
] as const;

const shared = { id: Id, name: Type.String(), icon: Type.String(), version: Version };

/** A group as its members and the managers of its company see it. What they may not know is null. */
export const ContactGroupForContact = Type.Object({
  ...shared,
  /** My own role; null for a company manager who is no member. */
  role: Nullable(GroupRole),
  memberCount: Nullable(Type.Integer()),
  openTicketCount: Nullable(Type.Integer()),
  can: Type.Object({ seeMembers: Type.Boolean(), seeTickets: Type.Boolean(), manageMembers: Type.Boolean(), leave: Type.Boolean() }),
});
export type ContactGroupForContact = Static<typeof ContactGroupForContact>;

export const ContactGroupForTech = Type.Object({
  ...shared,
  /** In a list of one contact's groups: what the contact is in this one. */
  role: Nullable(GroupRole),
  company: CompanyRef,
  tags: Type.Array(Type.String()),
  active: Type.Boolean(),
  deletedAt: Nullable(Instant),
  memberCount: Type.Integer(),
  openTicketCount: Type.Integer(),
  createdAt: Instant,
});
export type ContactGroupForTech = Static<typeof ContactGroupForTech>;

const member = { ...PersonRef.properties, title: Nullable(Type.String()), role: GroupRole };
/** Active members only. */
export const GroupMemberForContact = Type.Object({
  ...member,
  isMe: Type.Boolean(),
  can: Type.Object({ changeRole: Type.Boolean(), remove: Type.Boolean() }),
});
export type GroupMemberForContact = Static<typeof GroupMemberForContact>;
export const GroupMemberForTech = Type.Object({ ...member, email: Nullable(Type.String()), active: Type.Boolean(), addedAt: Instant });
export type GroupMemberForTech = Static<typeof GroupMemberForTech>;

const Name = Type.String({ minLength: 1, maxLength: 100 });
const fields = {
  icon: Type.Optional(Words(GROUP_ICONS)),
  tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 30 })),
  active: Type.Optional(Type.Boolean({ description: 'A group that rests gives its members no rights and takes no tickets' })),
};
export const NewContactGroup = Type.Object({ companyId: Id, name: Name, ...fields }, { additionalProperties: false });
export const ContactGroupPatch = Type.Object({ name: Type.Optional(Name), ...fields }, { additionalProperties: false });
export const NewGroupMember = Type.Object({ contactId: Id, role: GroupRole }, { additionalProperties: false });

export const GROUP_POLICIES = ['optional', 'required'] as const;
/** Must a contact who could choose a group say which one a new request is for? */
export const GroupPolicy = Words(GROUP_POLICIES);
