import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { parseListSearch } from '../../features/tickets-tech/list/list-search.ts';
import { sitePath } from '../../lib/boot.ts';
import { loadArea } from '../../lib/i18n.ts';
import { Broken } from '../../ui/Broken.tsx';
import { Shell } from './Shell.tsx';
import { parseSearch, stringifySearch } from './search-params.ts';

/** Every page of this portal, each in its own chunk. */
const root = createRootRoute({
  component: Shell,
  errorComponent: Broken,
  notFoundComponent: lazyRouteComponent(() => import('./pages/Stray.tsx'), 'Stray'),
});
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/tickets', replace: true } as never);
  },
});
const tickets = createRoute({
  getParentRoute: () => root,
  path: '/tickets',
  validateSearch: (search: Record<string, unknown>) => parseListSearch(search),
  component: lazyRouteComponent(() => import('./pages/Tickets.tsx'), 'Tickets'),
});
const ticket = createRoute({
  getParentRoute: () => root,
  path: '/tickets/$number',
  component: lazyRouteComponent(() => import('./pages/Ticket.tsx'), 'Ticket'),
});
const newTicket = createRoute({
  getParentRoute: () => root,
  path: '/new',
  component: lazyRouteComponent(() => import('./pages/New.tsx'), 'New'),
});
const contacts = createRoute({
  getParentRoute: () => root,
  path: '/contacts',
  component: lazyRouteComponent(() => import('../../features/people-tech/ContactsList.tsx'), 'ContactsList'),
});
const contact = createRoute({
  getParentRoute: () => root,
  path: '/contacts/$id',
  component: lazyRouteComponent(() => import('./pages/Contact.tsx'), 'Contact'),
});
const companies = createRoute({
  getParentRoute: () => root,
  path: '/companies',
  component: lazyRouteComponent(() => import('../../features/people-tech/Companies.tsx'), 'CompaniesList'),
});
const company = createRoute({
  getParentRoute: () => root,
  path: '/companies/$id',
  component: lazyRouteComponent(() => import('./pages/Company.tsx'), 'Company'),
});
const team = createRoute({
  getParentRoute: () => root,
  path: '/team',
  component: lazyRouteComponent(() => import('../../features/people-tech/TeamPage.tsx'), 'TeamPage'),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings/$section',
  loader: () => Promise.all([loadArea('privacy'), loadArea('notifications')]),
  component: lazyRouteComponent(() => import('./pages/Settings.tsx'), 'Settings'),
});
const tags = createRoute({
  getParentRoute: () => root,
  path: '/tags',
  loader: () => loadArea('people'),
  component: lazyRouteComponent(() => import('./pages/Tags.tsx'), 'Tags'),
});
const pages = [home, tags, tickets, ticket, newTicket, contacts, contact, companies, company, team, settings];

export const createPortalRouter = () =>
  createRouter({
    routeTree: root.addChildren(pages),
    basepath: sitePath('/tech'),
    defaultPreload: 'intent',
    defaultPreloadDelay: 80,
    scrollRestoration: false,
    parseSearch,
    stringifySearch,
  });
