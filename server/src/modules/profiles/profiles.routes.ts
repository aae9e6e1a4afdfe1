import * as contract from '@portico/contracts/profiles/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { addDepartmentMember } from './operations/add-department-member.ts';
import { connectCalendar } from './operations/connect-calendar.ts';
import { createDepartment } from './operations/create-department.ts';
import { disconnectCalendar } from './operations/disconnect-calendar.ts';
import { getDepartment } from './operations/get-department.ts';
import { getMyAvailability } from './operations/get-my-availability.ts';
import { getMyCalendar } from './operations/get-my-calendar.ts';
import { listAvailabilities } from './operations/list-availabilities.ts';
import { listDepartments } from './operations/list-departments.ts';
import { refreshCalendar } from './operations/refresh-calendar.ts';
import { removeDepartmentMember } from './operations/remove-department-member.ts';
import { setMyAvailability } from './operations/set-my-availability.ts';
import { updateDepartment } from './operations/update-department.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.listDepartments, listDepartments),
  handle(contract.getDepartment, getDepartment),
  handle(contract.createDepartment, createDepartment),
  handle(contract.updateDepartment, updateDepartment),
  handle(contract.addMember, addDepartmentMember),
  handle(contract.removeMember, removeDepartmentMember),
  handle(contract.listAvailabilities, listAvailabilities),
  handle(contract.getMyAvailability, getMyAvailability),
  handle(contract.setMyAvailability, setMyAvailability),
  handle(contract.getMyCalendar, getMyCalendar),
  handle(contract.connectCalendar, connectCalendar),
  handle(contract.disconnectCalendar, disconnectCalendar),
  handle(contract.refreshCalendar, refreshCalendar),
];
