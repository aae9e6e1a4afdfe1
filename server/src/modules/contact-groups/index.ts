import type { Module } from '../../kernel/module.ts';
import { events } from './contact-groups.events.ts';
import { rooms } from './contact-groups.rooms.ts';
import { routes } from './contact-groups.routes.ts';

export { type GroupAction, groupIdsFor, inGroupsFor } from './contact-groups.policy.ts';
export { groupPolicyOf } from './contact-groups.settings.ts';
export { findGroup } from './contact-groups.store.ts';
export { leaveGroups } from './leave-groups.ts';
export { addMember } from './operations/add-member.ts';
export { changeGroupMembers } from './operations/change-group-members.ts';
export { createGroup } from './operations/create-group.ts';
export { deleteGroup } from './operations/delete-group.ts';
export { updateGroup } from './operations/update-group.ts';

export const contactGroupsModule: Module = { name: 'contact-groups', routes, events, rooms };
