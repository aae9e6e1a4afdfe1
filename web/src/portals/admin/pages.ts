import type { IconName } from '../../ui/Icon.tsx';

/** Every page with a place in the navigation; labels are `nav.<key>`. */
export const SECTIONS = [
  {
    key: 'portal',
    icon: 'globe',
    pages: [
      { key: 'companies', to: '/companies' },
      { key: 'contacts', to: '/contacts' },
      { key: 'contactGroups', to: '/contact-groups' },
      { key: 'duplicates', to: '/duplicates' },
      { key: 'portalAccess', to: '/portal-access' },
      { key: 'tags', to: '/tags' },
      { key: 'contactCreation', to: '/contact-creation' },
      { key: 'permissions', to: '/permissions' },
      { key: 'serviceTypes', to: '/service-types' },
    ],
  },
  {
    key: 'team',
    icon: 'people',
    pages: [
      { key: 'techs', to: '/techs' },
      { key: 'teams', to: '/teams' },
      { key: 'departments', to: '/departments' },
    ],
  },
  {
    key: 'desk',
    icon: 'ticket',
    pages: [
      { key: 'queues', to: '/queues' },
      { key: 'statuses', to: '/statuses' },
      { key: 'priorities', to: '/priorities' },
      { key: 'categories', to: '/categories' },
      { key: 'sources', to: '/sources' },
      { key: 'defaults', to: '/defaults' },
    ],
  },
  {
    key: 'system',
    icon: 'sliders',
    pages: [
      { key: 'mail', to: '/mail' },
      { key: 'jobs', to: '/jobs' },
      { key: 'health', to: '/health' },
      { key: 'signInRules', to: '/sign-in' },
      { key: 'identityProviders', to: '/identity-providers' },
      { key: 'directories', to: '/directories' },
      { key: 'signInLog', to: '/sign-in-log' },
      { key: 'signInDiagnosis', to: '/sign-in-diagnosis' },
      { key: 'sessions', to: '/sessions' },
      { key: 'apiKeys', to: '/api-keys' },
      { key: 'workspace', to: '/workspace' },
    ],
  },
] as const satisfies readonly {
  readonly key: string;
  readonly icon: IconName;
  readonly pages: readonly { readonly key: string; readonly to: string }[];
}[];

export type SectionKey = (typeof SECTIONS)[number]['key'];

export const sectionOf = (path: string): SectionKey | null =>
  SECTIONS.find((section) => section.pages.some((page) => path === page.to || path.startsWith(`${page.to}/`)))?.key ?? null;
