import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Id, Nothing } from '../kernel/shapes.ts';
import {
  AvailabilityChoice,
  CalendarAddress,
  Department,
  DepartmentPatch,
  MyAvailability,
  MyCalendar,
  NewDepartment,
  PersonAvailability,
} from './shapes.ts';

export const listDepartments = route({
  id: 'departments.list',
  method: 'GET',
  path: '/departments',
  permission: 'tech',
  scope: 'people:read',
  tx: 'none',
  reply: { tech: Type.Object({ items: Type.Array(Department) }) },
  errors: [],
  summary: 'Departments',
  description: 'All departments of the staff with their leads (at most 500).',
});
export const getDepartment = route({
  id: 'departments.get',
  method: 'GET',
  path: '/departments/{id}',
  permission: 'tech',
  scope: 'people:read',
  tx: 'none',
  params: ById,
  versioned: true,
  reply: { tech: Department },
  errors: ['department.notFound'],
  summary: 'One department',
  description: 'Every tech.',
});
export const createDepartment = route({
  id: 'departments.create',
  method: 'POST',
  path: '/departments',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  status: 201,
  body: NewDepartment,
  versioned: true,
  reply: { tech: Department },
  errors: ['department.nameTaken'],
  summary: 'Create a department',
  description: 'Administrators.',
});
export const updateDepartment = route({
  id: 'departments.update',
  method: 'PATCH',
  path: '/departments/{id}',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  params: ById,
  body: DepartmentPatch,
  versioned: true,
  reply: { tech: Department },
  errors: ['department.notFound', 'department.nameTaken', 'version.conflict'],
  summary: 'Change a department',
  description: 'Administrators. An archived department keeps its members and takes no new ones.',
});
export const addMember = route({
  id: 'departments.addMember',
  method: 'PUT',
  path: '/departments/{id}/members/{techId}',
  permission: 'tech',
  scope: 'people:write',
  tx: 'write',
  params: Type.Object({ id: Id, techId: Id }),
  reply: { tech: Department },
  errors: ['department.notFound', 'department.notAllowed', 'department.archived', 'tech.notFound'],
  summary: 'Put a tech into a department',
  description:
    'Administrators, and the lead of the department for techs who are in none. A tech is in one department: an administrator who adds takes out of the one before.',
});
export const removeMember = route({
  id: 'departments.removeMember',
  method: 'DELETE',
  path: '/departments/{id}/members/{techId}',
  permission: 'tech',
  scope: 'people:write',
  tx: 'write',
  params: Type.Object({ id: Id, techId: Id }),
  reply: { tech: Department },
  errors: ['department.notFound', 'department.notAllowed', 'tech.notFound'],
  summary: 'Take a tech out of a department',
  description: 'Administrators and the lead of the department.',
});

export const listAvailabilities = route({
  id: 'availability.list',
  method: 'GET',
  path: '/availability',
  permission: 'signed-in',
  scope: 'people:read',
  tx: 'none',
  reply: {
    contact: Type.Object({ items: Type.Array(PersonAvailability) }),
    tech: Type.Object({ items: Type.Array(PersonAvailability) }),
  },
  errors: [],
  summary: 'Who is available',
  description:
    'The states of techs for the dots beside names, at most 1000: for techs of the colleagues they see, for contacts of who has their open requests. Who hides it is missing.',
});
export const getMyAvailability = route({
  id: 'me.availability',
  method: 'GET',
  path: '/me/availability',
  permission: 'tech',
  scope: 'me:read',
  tx: 'none',
  reply: { tech: MyAvailability },
  errors: [],
  summary: 'My availability',
  description: 'With the number of tickets that were handed over meanwhile.',
});
export const setMyAvailability = route({
  id: 'me.setAvailability',
  method: 'PUT',
  path: '/me/availability',
  permission: 'tech',
  scope: 'me:write',
  tx: 'write',
  body: AvailabilityChoice,
  reply: { tech: MyAvailability },
  errors: ['availability.until'],
  summary: 'Set my availability',
  description:
    'Busy: others assign only urgent tickets. Away and do-not-disturb: others assign none, notices are kept for the return; away also hands open tickets over by the rule of their team. `until` ends the state by itself.',
});

export const takeBack = route({
  id: 'me.takeBackTickets',
  method: 'POST',
  path: '/me/availability/take-back',
  permission: 'tech',
  scope: 'tickets:write',
  tx: 'write',
  status: 200,
  body: Type.Object({ takeBack: Type.Boolean() }, { additionalProperties: false }),
  reply: { tech: Type.Object({ changed: Type.Array(Id) }) },
  errors: [],
  summary: 'Take back what was handed over',
  description:
    'After being away: the open tickets that are still where the rule of their team put them come back, each with a note; `false` leaves them there. Both answer the question for good.',
});

export const getMyCalendar = route({
  id: 'me.calendar',
  method: 'GET',
  path: '/me/calendar',
  permission: 'tech',
  scope: 'me:read',
  tx: 'none',
  reply: { tech: MyCalendar },
  errors: [],
  summary: 'My calendar',
  description: 'Where busy times come from, when they were read last and what was wrong. The address itself is never shown again.',
});
export const connectCalendar = route({
  id: 'me.connectCalendar',
  method: 'PUT',
  path: '/me/calendar',
  permission: 'tech',
  scope: 'me:write',
  tx: 'write',
  limit: 'calendars.refresh',
  body: CalendarAddress,
  reply: { tech: MyCalendar },
  errors: ['calendar.address'],
  summary: 'Connect my calendar',
  description:
    'The private address of a calendar in iCal format (https, http or webcal). It is read at once and then regularly; only busy times are kept, and the address is sealed. A new address takes the place of the one before.',
});
export const disconnectCalendar = route({
  id: 'me.disconnectCalendar',
  method: 'DELETE',
  path: '/me/calendar',
  permission: 'tech',
  scope: 'me:write',
  tx: 'write',
  status: 204,
  reply: { tech: Nothing },
  errors: ['calendar.notFound'],
  summary: 'Disconnect my calendar',
  description: 'Address and busy times are deleted; a state that came from the calendar ends.',
});
export const refreshCalendar = route({
  id: 'me.refreshCalendar',
  method: 'POST',
  path: '/me/calendar/refresh',
  permission: 'tech',
  scope: 'me:write',
  tx: 'write',
  status: 200,
  limit: 'calendars.refresh',
  reply: { tech: MyCalendar },
  errors: ['calendar.notFound'],
  summary: 'Read my calendar now',
  description: 'Once; otherwise it is read every quarter of an hour, less often while something is wrong.',
});
