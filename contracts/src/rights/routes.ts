import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Id, Nothing, Page, Paging } from '../kernel/shapes.ts';
import {
  BulkReply,
  CarriedTag,
  CarriedTags,
  CompanyRightsItem,
  ContactRightsItem,
  FlagName,
  FlagPatch,
  GroupTag,
  GroupTagFields,
  RightsPatch,
  RightsView,
  StaffRestrictions,
  TechAccess,
  WhyTicket,
} from './shapes.ts';

const read = { method: 'GET', permission: 'admin', scope: 'people:read', tx: 'none' } as const;
const write = { scope: 'people:write', tx: 'write' } as const;
const CASCADE = 'Every flag with the value that holds and where it comes from: role, contact, group, company, global or default.';

export const getGlobal = route({
  ...read,
  id: 'rights.getGlobal',
  path: '/contact-rights',
  reply: { tech: RightsView },
  errors: [],
  summary: 'Permissions of contacts: the workspace',
  description: `What holds for everybody for whom nothing else was decided. ${CASCADE}`,
});
export const setGlobal = route({
  ...write,
  id: 'rights.setGlobal',
  method: 'PATCH',
  path: '/contact-rights',
  permission: 'master-admin',
  body: RightsPatch,
  reply: { tech: RightsView },
  errors: ['role.restricted', 'rights.queuesEmpty'],
  summary: 'Change permissions of the workspace',
  description:
    'null takes a flag or the list of queues away again. The list of queues may not be empty. Not for master admins restricted to companies.',
});
export const getCompany = route({
  ...read,
  id: 'rights.getCompany',
  path: '/companies/{id}/rights',
  params: ById,
  reply: { tech: RightsView },
  errors: ['company.notFound'],
  summary: 'Permissions of contacts: a company',
  description: CASCADE,
});
export const setCompany = route({
  ...write,
  id: 'rights.setCompany',
  method: 'PATCH',
  path: '/companies/{id}/rights',
  permission: 'admin',
  params: ById,
  body: RightsPatch,
  reply: { tech: RightsView },
  errors: ['company.notFound'],
  summary: 'Change permissions of a company',
  description: 'Holds for its contacts for whom nothing else was decided. null = inherit.',
});
export const getGroup = route({
  ...read,
  id: 'rights.getGroup',
  path: '/contact-groups/{id}/rights',
  params: ById,
  reply: { tech: RightsView },
  errors: ['contactGroup.notFound'],
  summary: 'Permissions of contacts: a contact group',
  description: `What members of the group inherit, guests excepted. ${CASCADE}`,
});
export const setGroup = route({
  ...write,
  id: 'rights.setGroup',
  method: 'PATCH',
  path: '/contact-groups/{id}/rights',
  permission: 'admin',
  params: ById,
  body: RightsPatch,
  reply: { tech: RightsView },
  errors: ['contactGroup.notFound'],
  summary: 'Change permissions of a contact group',
  description:
    'Holds for members, guests excepted, for whom nothing was decided by name. Where several groups of a contact differ, one that gives wins; their lists of queues are added up. null = inherit.',
});
export const getContact = route({
  ...read,
  id: 'rights.getContact',
  path: '/contacts/{id}/rights',
  params: ById,
  reply: { tech: RightsView },
  errors: ['contact.notFound'],
  summary: 'Permissions of a contact',
  description: CASCADE,
});
export const setContact = route({
  ...write,
  id: 'rights.setContact',
  method: 'PATCH',
  path: '/contacts/{id}/rights',
  permission: 'admin',
  params: ById,
  body: RightsPatch,
  reply: { tech: RightsView },
  errors: ['contact.notFound'],
  summary: 'Change permissions of a contact',
  description: 'null = inherit.',
});

const filters = {
  flag: FlagName,
  q: Type.Optional(Type.String({ maxLength: 200 })),
  own: Type.Optional(Type.Boolean({ description: 'true = overridden here, false = inherited' })),
  on: Type.Optional(Type.Boolean({ description: 'The value that holds' })),
};
export const listContacts = route({
  ...read,
  id: 'rights.listContacts',
  path: '/contact-rights/contacts',
  query: Type.Object({ ...Paging, ...filters, companyId: Type.Optional(Id) }),
  reply: { tech: Page(ContactRightsItem) },
  errors: ['cursor.invalid'],
  summary: 'One permission of all contacts',
  description: 'Filtered by overridden or inherited and by the value that holds.',
});
export const listCompanies = route({
  ...read,
  id: 'rights.listCompanies',
  path: '/contact-rights/companies',
  query: Type.Object({ ...Paging, ...filters }),
  reply: { tech: Page(CompanyRightsItem) },
  errors: ['cursor.invalid'],
  summary: 'One permission of all companies',
  description: 'Filtered by overridden or inherited and by the value that holds.',
});
const many = Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true }));
export const bulk = route({
  ...write,
  id: 'rights.bulk',
  method: 'POST',
  path: '/contact-rights/bulk',
  permission: 'admin',
  body: Type.Object({ contactIds: many, companyIds: many, flags: FlagPatch }, { additionalProperties: false }),
  reply: { tech: BulkReply },
  status: 200,
  errors: [],
  summary: 'Set permissions of many contacts or companies',
  description: 'At most 500 of each; null = inherit. Each is judged by itself: who is not found is listed, the others change.',
});

export const listTags = route({
  ...read,
  id: 'groupTags.list',
  path: '/group-tags',
  query: Type.Object({ ...Paging }),
  reply: { tech: Page(GroupTag) },
  errors: ['cursor.invalid'],
  summary: 'Group tags',
  description: 'Contacts of one company who carry the same tag may see each other’s tickets, as far as they were given that right.',
});
export const createTag = route({
  ...write,
  id: 'groupTags.create',
  method: 'POST',
  path: '/group-tags',
  permission: 'admin',
  status: 201,
  body: Type.Object(GroupTagFields, { additionalProperties: false }),
  reply: { tech: GroupTag },
  errors: ['groupTag.nameTaken'],
  summary: 'Create a group tag',
  description: 'Administrators.',
});
export const updateTag = route({
  ...write,
  id: 'groupTags.update',
  method: 'PATCH',
  path: '/group-tags/{id}',
  permission: 'admin',
  params: ById,
  body: Type.Object({ ...GroupTagFields, name: Type.Optional(GroupTagFields.name) }, { additionalProperties: false }),
  reply: { tech: GroupTag },
  errors: ['groupTag.notFound', 'groupTag.nameTaken'],
  summary: 'Change a group tag',
  description: 'Administrators.',
});
export const deleteTag = route({
  ...write,
  id: 'groupTags.delete',
  method: 'DELETE',
  path: '/group-tags/{id}',
  permission: 'admin',
  params: ById,
  reply: { tech: Nothing },
  errors: ['groupTag.notFound', 'role.restricted'],
  summary: 'Delete a group tag',
  description: 'Nobody carries it any more. Not for administrators restricted to companies: others may use it too.',
});
export const getContactTags = route({
  ...read,
  id: 'contacts.getGroupTags',
  path: '/contacts/{id}/group-tags',
  params: ById,
  reply: { tech: CarriedTags },
  errors: ['contact.notFound'],
  summary: 'Group tags of a contact',
  description: 'With what the contact may do with the tickets of the others who carry them.',
});
export const setContactTags = route({
  ...write,
  id: 'contacts.setGroupTags',
  method: 'PUT',
  path: '/contacts/{id}/group-tags',
  permission: 'admin',
  params: ById,
  body: Type.Object({ items: Type.Array(CarriedTag, { maxItems: 50 }) }, { additionalProperties: false }),
  reply: { tech: CarriedTags },
  errors: ['contact.notFound'],
  summary: 'Replace the group tags of a contact',
  description: 'As a whole.',
});

export const getStaff = route({
  ...read,
  id: 'rights.getStaff',
  path: '/staff-restrictions',
  reply: { tech: StaffRestrictions },
  errors: [],
  summary: 'Restrictions of staff: the workspace',
  description: 'Queues, companies and categories of every tech who has no list of his own; null = all.',
});
export const setStaff = route({
  ...write,
  id: 'rights.setStaff',
  method: 'PUT',
  path: '/staff-restrictions',
  permission: 'master-admin',
  body: StaffRestrictions,
  reply: { tech: StaffRestrictions },
  errors: ['role.restricted'],
  summary: 'Change restrictions of staff',
  description: 'Lists are never empty. Not for master admins who are restricted themselves.',
});
export const techAccess = route({
  ...read,
  id: 'techs.access',
  path: '/techs/{id}/access',
  params: ById,
  reply: { tech: TechAccess },
  errors: ['tech.notFound'],
  summary: 'What a tech may do, and why',
  description: 'Each capability with the lowest role that has it, and each restriction with the place it comes from.',
});
export const whyTicket = route({
  ...read,
  id: 'rights.whyTicket',
  path: '/why/ticket',
  query: Type.Object({ accountId: Id, number: Id }),
  reply: { tech: WhyTicket },
  errors: ['account.notFound', 'ticket.notFound'],
  summary: 'Why may somebody do this with a ticket, or not?',
  description:
    'For every action each rule’s verdict, in the order in which they are judged, with the page where it is decided. Asked by an administrator who sees both the person and the ticket.',
});
