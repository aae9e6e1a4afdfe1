import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { Nullable } from '../kernel/shapes.ts';
import { AccessImpact, CompanyLabel, NewPortalAccess, PortalAccess } from './shapes.ts';

export const listCompanyLabels = route({
  id: 'companyLabels.list',
  method: 'GET',
  path: '/company-labels',
  permission: 'tech',
  scope: 'people:read',
  tx: 'none',
  reply: { tech: Type.Object({ types: Type.Array(CompanyLabel), statuses: Type.Array(CompanyLabel) }) },
  errors: [],
  summary: 'Types and statuses of companies',
  description: 'In their order; new companies start with the first of each.',
});
export const getPortalAccess = route({
  id: 'portalAccess.get',
  method: 'GET',
  path: '/portal-access',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  versioned: true,
  reply: { tech: PortalAccess },
  errors: ['role.restricted'],
  summary: 'Which companies may use the client portal',
  description:
    'Types and statuses, which of them are let in (none chosen = all active companies), and how many contacts could sign in. Not for administrators who are restricted to companies.',
});
export const savePortalAccess = route({
  id: 'portalAccess.save',
  method: 'PUT',
  path: '/portal-access',
  permission: 'admin',
  scope: 'system:write',
  tx: 'write',
  body: NewPortalAccess,
  versioned: true,
  reply: { tech: Type.Object({ saved: Type.Boolean(), impact: Nullable(AccessImpact), access: PortalAccess }) },
  errors: ['role.restricted', 'version.conflict', 'companyLabel.inUse', 'companyLabel.nameTaken', 'companyLabel.notFound'],
  summary: 'Change which companies may use the client portal',
  description:
    'Takes the whole page. When people would lose access, nothing is saved and `impact` says who; send it again with `confirmLosing` at least that number to save it.',
});
