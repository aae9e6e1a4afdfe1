import type { Plugin } from 'vite';

/** First path segment → HTML entry. The server in production keeps the same table. */
export const PAGES: Readonly<Record<string, string>> = {
  'sign-in': 'sign-in.html',
  portal: 'portal.html',
  tech: 'tech.html',
  admin: 'admin.html',
  gallery: 'gallery.html',
};

/** In development every deep link of a portal answers with that portal's entry, as the server does in production. */
export function portalPages(): Plugin {
  return {
    name: 'portico-portal-pages',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = (request.url ?? '/').split('?')[0] ?? '/';
        const page = PAGES[path.split('/')[1] || 'portal'];
        const wantsPage = request.headers.accept?.includes('text/html') && !path.endsWith('.html');
        if (page && wantsPage) request.url = `/${page}`;
        next();
      });
    },
  };
}
