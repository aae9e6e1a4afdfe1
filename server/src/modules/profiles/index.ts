import type { Module } from '../../kernel/module.ts';
import { sealedAddresses } from './calendar.secret.ts';
import { events } from './profiles.events.ts';
import { jobs } from './profiles.jobs.ts';
import { routes } from './profiles.routes.ts';

export { SCHEDULE_UIDS } from './calendar.names.ts';
export { addDepartmentMember } from './operations/add-department-member.ts';
export { createDepartment } from './operations/create-department.ts';

export const profilesModule: Module = {
  name: 'profiles',
  routes,
  events,
  jobs,
  sealed: [sealedAddresses],
  limits: [
    {
      name: 'calendars.refresh',
      points: 10,
      seconds: 600,
      store: 'process',
      detail: 'The calendar was asked for many times in a short time, and its server would turn us away.',
    },
  ],
};
