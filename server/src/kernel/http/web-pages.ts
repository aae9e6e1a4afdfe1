import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type CallSettings, whoSends } from './call.ts';
import { missingBuildPage } from './missing-build-page.ts';
import type { HttpOptions } from './options.ts';
import { placeOf, placePath } from './place.ts';
import { newNonce, pagePolicy } from './security-headers.ts';

/** Which built page answers under which path. */
const pages = [
  { file: 'sign-in', paths: ['/sign-in', '/sign-in/*'] },
  { file: 'portal', paths: ['/portal', '/portal/*'] },
  { file: 'tech', paths: ['/tech', '/tech/*'] },
  { file: 'admin', paths: ['/admin', '/admin/*'] },
] as const;

const YEAR_SECONDS = 31_536_000;

/**
 * Serves web/dist: four HTML pages with a fresh nonce each, and hashed assets that never change. Pages are not cached, because
 * the nonce must be new, and so a deployment reaches every browser at once.
 */
export function addWebPages(fastify: FastifyInstance, settings: CallSettings, options: HttpOptions): void {
  const root = options.webRoot;
  const { subPath } = fastify;
  const given = options.boot ?? (async () => ({}));
  // With the address they are meant for, pages notice that they were opened under another one (web/src/lib/address.ts).
  const boot = async () => ({ ...(await given()), subPath, publicUrl: options.publicUrl });
  fastify.get('/', async (request, reply) => reply.redirect(homeOf(await whoSends(request, settings)), 302));
  // What the start command prints is short enough to type.
  fastify.get('/setup', async (_request, reply) => reply.redirect('/sign-in/setup', 302));
  for (const page of pages) {
    const load = root ? pageLoader(join(root, `${page.file}.html`)) : async () => null;
    for (const path of page.paths)
      fastify.get(path, async (request, reply) =>
        sendPage(reply, await load(), { ...(await boot()), ...placeFacts(request, subPath) }, subPath),
      );
  }
  if (!root || !existsSync(root)) return;
  fastify.register(serveStatic, {
    root,
    // Only what the build emits beside the pages; the pages themselves must not be readable without their nonce.
    wildcard: true,
    prefix: '/',
    index: false,
    preCompressed: true,
    decorateReply: false,
    dotfiles: 'ignore',
    cacheControl: false,
    allowedPath: (path) => !path.endsWith('.html') && !path.endsWith('.map') && !path.endsWith('.br') && !path.endsWith('.gz'),
    setHeaders: (reply, path) => {
      reply.header('Cache-Control', path.includes('/assets/') ? `public, max-age=${YEAR_SECONDS}, immutable` : 'public, max-age=3600');
    },
  });
}

/** Below the path of an impersonation every address of the page begins with it, so that its requests carry that cookie. */
function placeFacts(request: FastifyRequest, subPath: string): Record<string, unknown> {
  const place = placeOf(request.raw);
  return place === null ? {} : { subPath: placePath(subPath, place), impersonated: true };
}

const homeOf = ({ actor }: Awaited<ReturnType<typeof whoSends>>): string =>
  actor.kind === 'contact' ? '/portal' : actor.kind === 'tech' ? '/tech' : '/sign-in';

/** Reads a page once and again when a new build has replaced it. */
function pageLoader(path: string): () => Promise<string | null> {
  let loaded: { readonly html: string; readonly changed: number } | null = null;
  return async () => {
    const file = await stat(path).catch(() => null);
    if (!file) return null;
    if (loaded?.changed !== file.mtimeMs) loaded = { html: await readFile(path, 'utf8'), changed: file.mtimeMs };
    return loaded.html;
  };
}

function sendPage(reply: FastifyReply, html: string | null, boot: Record<string, unknown>, subPath: string): FastifyReply {
  const nonce = newNonce();
  reply.header('Content-Security-Policy', pagePolicy(nonce)).header('Cache-Control', 'no-cache').type('text/html; charset=utf-8');
  if (html === null) return reply.code(503).send(missingBuildPage(nonce, subPath));
  // The build names its files relative to the page; pages live at many depths, so they are named from the root of the site.
  const placed = html.replaceAll('="./', `="${subPath}/`);
  return reply.send(placed.replaceAll('__CSP_NONCE__', nonce).replaceAll('__PORTICO_BOOT__', () => jsonForHtml(boot)));
}

/** JSON that cannot end the `<script>` element it stands in. */
export const jsonForHtml = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
