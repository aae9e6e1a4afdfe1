import { type AnyRoute, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { sitePath } from '../../lib/boot.ts';
import { loadArea } from '../../lib/i18n.ts';
import { Shell } from './Shell.tsx';
import { Missing, PageFailed } from './Stray.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: Missing, errorComponent: PageFailed });

/** Every page of this portal, each in its own chunk. */
function page<M extends Record<string, unknown>>(path: string, load: () => Promise<M>, name: keyof M & string) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load as never, name as never) });
}

/** Editors keep typed text in their state, so another record means another editor. */
function record<M extends Record<string, unknown>>(path: string, load: () => Promise<M>, name: keyof M & string) {
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load as never, name as never),
    remountDeps: ({ params }) => params,
  });
}

/** Directories, with their words. */
function directory<M extends Record<string, unknown>>(path: string, load: () => Promise<M>, name: keyof M & string) {
  return createRoute({
    getParentRoute: () => root,
    path,
    loader: () => loadArea('directories'),
    component: lazyRouteComponent(load as never, name as never),
    remountDeps: ({ params }) => params,
  });
}

/** What happens to a record as a whole; its words are loaded with it. */
function care<M extends Record<string, unknown>>(path: string, load: () => Promise<M>, name: keyof M & string) {
  return createRoute({
    getParentRoute: () => root,
    path,
    loader: () => loadArea('care'),
    component: lazyRouteComponent(load as never, name as never),
    remountDeps: ({ params }) => params,
  });
}

const pages = [
  page('/', () => import('../../features/admin-home/HomePage.tsx'), 'HomePage'),
  page('/companies', () => import('../../features/admin-companies/CompanyList.tsx'), 'CompanyList'),
  page('/companies/new', () => import('../../features/admin-companies/NewCompany.tsx'), 'NewCompanyPage'),
  record('/companies/$id', () => import('../../features/admin-companies/CompanyPage.tsx'), 'CompanyPage'),
  page('/contacts', () => import('../../features/admin-contacts/ContactList.tsx'), 'ContactList'),
  page('/contacts/import', () => import('../../features/admin-contact-import/ImportPage.tsx'), 'ImportPage'),
  page('/contacts/new', () => import('../../features/admin-contacts/NewContact.tsx'), 'NewContactPage'),
  record('/contacts/$id', () => import('../../features/admin-contacts/ContactPage.tsx'), 'ContactPage'),
  care('/contacts/$id/care', () => import('../../features/admin-care/CarePages.tsx'), 'ContactCarePage'),
  care('/companies/$id/care', () => import('../../features/admin-care/CarePages.tsx'), 'CompanyCarePage'),
  care('/duplicates', () => import('../../features/admin-care/DuplicatesPage.tsx'), 'DuplicatesPage'),
  care('/merges/compare', () => import('../../features/admin-care/ComparePage.tsx'), 'ComparePage'),
  page('/portal-access', () => import('../../features/admin-portal-access/PortalAccessPage.tsx'), 'PortalAccessPage'),
  page('/tags', () => import('../../features/tags/TagsPage.tsx'), 'TagsPage'),
  page('/contact-creation', () => import('../../features/admin-contact-creation/ContactCreationPage.tsx'), 'ContactCreationPage'),
  page('/sign-in-diagnosis', () => import('../../features/admin-diagnosis/SignInDiagnosisPage.tsx'), 'SignInDiagnosisPage'),
  record('/contacts/$id/access', () => import('../../features/admin-rights/AccessPages.tsx'), 'ContactAccessPage'),
  record('/companies/$id/access', () => import('../../features/admin-rights/AccessPages.tsx'), 'CompanyAccessPage'),
  record('/contact-groups/$id/access', () => import('../../features/admin-rights/AccessPages.tsx'), 'GroupAccessPage'),
  record('/techs/$id/access', () => import('../../features/admin-rights/AccessPages.tsx'), 'TechAccessPage'),
  page('/permissions', () => import('../../features/admin-rights/PermissionsPage.tsx'), 'PermissionsPage'),
  page('/contact-groups', () => import('../../features/admin-contact-groups/GroupList.tsx'), 'GroupList'),
  page('/contact-groups/new', () => import('../../features/admin-contact-groups/NewGroup.tsx'), 'NewGroupPage'),
  record('/contact-groups/$id', () => import('../../features/admin-contact-groups/GroupPage.tsx'), 'GroupPage'),
  page('/service-types', () => import('../../features/admin-catalogue/ServiceTypeList.tsx'), 'ServiceTypeList'),
  page('/service-types/new', () => import('../../features/admin-catalogue/NewServiceType.tsx'), 'NewServiceTypePage'),
  record('/service-types/$id', () => import('../../features/admin-catalogue/ServiceTypePage.tsx'), 'ServiceTypePage'),
  page('/techs', () => import('../../features/admin-techs/TechList.tsx'), 'TechList'),
  page('/techs/new', () => import('../../features/admin-techs/NewTech.tsx'), 'NewTechPage'),
  record('/techs/$id', () => import('../../features/admin-techs/TechPage.tsx'), 'TechPage'),
  page('/teams', () => import('../../features/admin-teams/TeamList.tsx'), 'TeamList'),
  page('/teams/new', () => import('../../features/admin-teams/NewTeam.tsx'), 'NewTeamPage'),
  record('/teams/$id', () => import('../../features/admin-teams/TeamPage.tsx'), 'TeamPage'),
  page('/departments', () => import('../../features/admin-departments/DepartmentsPage.tsx'), 'DepartmentsPage'),
  page('/queues', () => import('../../features/admin-service-desk/QueueList.tsx'), 'QueueList'),
  page('/queues/new', () => import('../../features/admin-service-desk/NewQueue.tsx'), 'NewQueuePage'),
  record('/queues/$id', () => import('../../features/admin-service-desk/QueuePage.tsx'), 'QueuePage'),
  page('/statuses', () => import('../../features/admin-service-desk/Statuses.tsx'), 'Statuses'),
  page('/priorities', () => import('../../features/admin-service-desk/Priorities.tsx'), 'Priorities'),
  page('/categories', () => import('../../features/admin-service-desk/NamedRows.tsx'), 'Categories'),
  page('/sources', () => import('../../features/admin-service-desk/NamedRows.tsx'), 'Sources'),
  page('/defaults', () => import('../../features/admin-service-desk/DefaultsPage.tsx'), 'DefaultsPage'),
  page('/mail', () => import('../../features/admin-mail/MailList.tsx'), 'MailList'),
  record('/mail/$id', () => import('../../features/admin-mail/MailPage.tsx'), 'MailPage'),
  page('/jobs', () => import('../../features/admin-jobs/JobsPage.tsx'), 'JobsPage'),
  page('/health', () => import('../../features/admin-health/HealthPage.tsx'), 'HealthPage'),
  page('/sign-in', () => import('../../features/admin-sign-in/SignInRulesPage.tsx'), 'SignInRulesPage'),
  page('/identity-providers', () => import('../../features/admin-identity-providers/ProviderList.tsx'), 'ProviderList'),
  page('/identity-providers/new', () => import('../../features/admin-identity-providers/NewProvider.tsx'), 'NewProviderPage'),
  record('/identity-providers/$id', () => import('../../features/admin-identity-providers/ProviderPage.tsx'), 'ProviderPage'),
  directory('/directories', () => import('../../features/admin-directories/DirectoryList.tsx'), 'DirectoryList'),
  directory('/directories/new', () => import('../../features/admin-directories/NewDirectory.tsx'), 'NewDirectoryPage'),
  directory('/directories/$id', () => import('../../features/admin-directories/DirectoryPage.tsx'), 'DirectoryPage'),
  page('/sign-in-log', () => import('../../features/admin-sign-in-log/SignInLog.tsx'), 'SignInLog'),
  page('/sessions', () => import('../../features/admin-access/AccessPage.tsx'), 'AccessPage'),
  page('/api-keys', () => import('../../features/admin-api-keys/ApiKeysPage.tsx'), 'ApiKeysPage'),
  page('/workspace', () => import('../../features/admin-workspace/WorkspacePage.tsx'), 'WorkspacePage'),
];

export const createPortalRouter = () =>
  createRouter({
    routeTree: root.addChildren(pages as never) as unknown as AnyRoute,
    basepath: sitePath('/admin'),
    defaultPreload: 'intent',
    scrollRestoration: true,
    // Plain `?q=bergmann&active=false` instead of JSON in the address.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const set = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '');
      const text = new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
      return text ? `?${text}` : '';
    },
  });
