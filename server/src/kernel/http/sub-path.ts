import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** See `subPathOf`. */
    readonly subPath: string;
  }
}

/**
 * The path below which people find Portico: '' or '/portico', never with a slash at its end.
 *
 * @example subPathOf('https://example.com/portico') // '/portico'
 */
export const subPathOf = (publicUrl: string): string => new URL(publicUrl).pathname.replace(/\/+$/, '');

/**
 * The address as routes know it. A proxy is asked to keep the sub-path; one that takes it away is understood too, because nothing
 * of ours begins like it (settings.ts refuses such a PUBLIC_URL).
 */
export function withoutSubPath(url: string, subPath: string): string {
  if (subPath === '' || !url.startsWith(subPath)) return url;
  const rest = url.slice(subPath.length);
  if (rest === '' || rest[0] === '?') return `/${rest}`;
  return rest[0] === '/' ? rest : url;
}

/** Sends redirects and new things' addresses below the sub-path, so that no route has to know it. */
export function addSubPath(fastify: FastifyInstance, publicUrl: string): void {
  const subPath = subPathOf(publicUrl);
  fastify.decorate('subPath', subPath);
  if (subPath === '') return;
  fastify.addHook('onSend', async (_request, reply) => {
    const to = reply.getHeader('location');
    if (typeof to === 'string' && /^\/(?!\/)/.test(to)) reply.header('location', subPath + to);
  });
}
