import * as contract from '@portico/contracts/contact-groups/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { addMember } from './operations/add-member.ts';
import { changeMember } from './operations/change-member.ts';
import { createGroup } from './operations/create-group.ts';
import { deleteGroup } from './operations/delete-group.ts';
import { getCompanyPolicy } from './operations/get-company-policy.ts';
import { getGroup } from './operations/get-group.ts';
import { getPolicy } from './operations/get-policy.ts';
import { listGroups } from './operations/list-groups.ts';
import { listMembers } from './operations/list-members.ts';
import { removeMember } from './operations/remove-member.ts';
import { restoreGroup } from './operations/restore-group.ts';
import { setCompanyPolicy } from './operations/set-company-policy.ts';
import { setPolicy } from './operations/set-policy.ts';
import { updateGroup } from './operations/update-group.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.list, listGroups),
  handle(contract.get, getGroup),
  handle(contract.create, createGroup),
  handle(contract.update, updateGroup),
  handle(contract.remove, deleteGroup),
  handle(contract.restore, restoreGroup),
  handle(contract.members, listMembers),
  handle(contract.addMember, addMember),
  handle(contract.changeMember, changeMember),
  handle(contract.removeMember, removeMember),
  handle(contract.getPolicy, getPolicy),
  handle(contract.setPolicy, setPolicy),
  handle(contract.getCompanyPolicy, getCompanyPolicy),
  handle(contract.setCompanyPolicy, setCompanyPolicy),
];
