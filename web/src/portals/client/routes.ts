import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { sitePath } from '../../lib/boot.ts';
import { loadArea } from '../../lib/i18n.ts';
import { Broken } from '../../ui/Broken.tsx';
import { cleanListSearch } from './list-search.ts';
import { PortalRoot } from './PortalRoot.tsx';

/** Every page of this portal, each in its own chunk. */
const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: PortalRoot,
  notFoundComponent: lazyRouteComponent(() => import('./NotFound.tsx'), 'NotFound'),
  errorComponent: Broken,
});
const home = createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('./Home.tsx'), 'Home') });
const tickets = createRoute({
  getParentRoute: () => root,
  path: '/tickets',
  validateSearch: cleanListSearch,
  component: lazyRouteComponent(() => import('./TicketsPage.tsx'), 'TicketsPage'),
});
const ticket = createRoute({
  getParentRoute: () => root,
  path: '/tickets/$number',
  component: lazyRouteComponent(() => import('./TicketPage.tsx'), 'TicketPage'),
});
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value.slice(0, 300) : undefined);
const withTitle = (search: Record<string, unknown>): { title?: string; group?: number } => {
  const title = text(search['title']);
  const group = Number(search['group']);
  return { ...(title ? { title } : {}), ...(Number.isInteger(group) && group > 0 ? { group } : {}) };
};
const services = createRoute({
  getParentRoute: () => root,
  path: '/new',
  validateSearch: withTitle,
  component: lazyRouteComponent(() => import('./ServicesPage.tsx'), 'ServicesPage'),
});
const request = createRoute({
  getParentRoute: () => root,
  path: '/new/$service',
  validateSearch: withTitle,
  component: lazyRouteComponent(() => import('./NewRequestPage.tsx'), 'NewRequestPage'),
});
const groups = createRoute({
  getParentRoute: () => root,
  path: '/groups',
  component: lazyRouteComponent(() => import('./GroupsPage.tsx'), 'GroupsPage'),
});
const group = createRoute({
  getParentRoute: () => root,
  path: '/groups/$id',
  component: lazyRouteComponent(() => import('./GroupPage.tsx'), 'GroupPage'),
});
const profile = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  loader: () => Promise.all([loadArea('profile'), loadArea('privacy')]),
  component: lazyRouteComponent(() => import('./ProfilePage.tsx'), 'ProfilePage'),
});
const notifications = createRoute({
  getParentRoute: () => root,
  path: '/profile/notifications',
  loader: () => Promise.all([loadArea('profile'), loadArea('notifications')]),
  component: lazyRouteComponent(() => import('./ProfilePage.tsx'), 'NotificationsPage'),
});

export const createPortalRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([home, tickets, ticket, services, request, groups, group, profile, notifications]),
    basepath: sitePath('/portal'),
    context: { queries },
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
