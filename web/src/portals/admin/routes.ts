import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';

/** Every page of this portal, each in its own chunk. */
const root = createRootRoute();
const home = createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('./Home.tsx'), 'Home') });

export const createPortalRouter = () =>
  createRouter({ routeTree: root.addChildren([home]), basepath: '/admin', defaultPreload: 'intent', scrollRestoration: true });
