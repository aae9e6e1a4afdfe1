import * as contract from '@portico/contracts/rights/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { bulkSetRights } from './operations/bulk-set-rights.ts';
import { createGroupTag } from './operations/create-group-tag.ts';
import { deleteGroupTag } from './operations/delete-group-tag.ts';
import { getCompanyRights } from './operations/get-company-rights.ts';
import { getContactRights } from './operations/get-contact-rights.ts';
import { getContactTags } from './operations/get-contact-tags.ts';
import { getGlobalRights } from './operations/get-global-rights.ts';
import { getGroupRights } from './operations/get-group-rights.ts';
import { getStaffRestrictions } from './operations/get-staff-restrictions.ts';
import { getTechAccess } from './operations/get-tech-access.ts';
import { listCompanyRights } from './operations/list-company-rights.ts';
import { listContactRights } from './operations/list-contact-rights.ts';
import { listGroupTags } from './operations/list-group-tags.ts';
import { setCompanyRights } from './operations/set-company-rights.ts';
import { setContactRights } from './operations/set-contact-rights.ts';
import { setContactTags } from './operations/set-contact-tags.ts';
import { setGlobalRights } from './operations/set-global-rights.ts';
import { setGroupRights } from './operations/set-group-rights.ts';
import { setStaffRestrictions } from './operations/set-staff-restrictions.ts';
import { updateGroupTag } from './operations/update-group-tag.ts';
import { whyTicket } from './operations/why-ticket.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.getGlobal, getGlobalRights),
  handle(contract.setGlobal, setGlobalRights),
  handle(contract.getCompany, getCompanyRights),
  handle(contract.setCompany, setCompanyRights),
  handle(contract.getGroup, getGroupRights),
  handle(contract.setGroup, setGroupRights),
  handle(contract.getContact, getContactRights),
  handle(contract.setContact, setContactRights),
  handle(contract.listContacts, listContactRights),
  handle(contract.listCompanies, listCompanyRights),
  handle(contract.bulk, bulkSetRights),
  handle(contract.listTags, listGroupTags),
  handle(contract.createTag, createGroupTag),
  handle(contract.updateTag, updateGroupTag),
  handle(contract.deleteTag, deleteGroupTag),
  handle(contract.getContactTags, getContactTags),
  handle(contract.setContactTags, setContactTags),
  handle(contract.getStaff, getStaffRestrictions),
  handle(contract.setStaff, setStaffRestrictions),
  handle(contract.techAccess, getTechAccess),
  handle(contract.whyTicket, whyTicket),
];
