import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../../../kernel/context.ts';
import type { RawKernel } from '../../../kernel/http/raw-routes.ts';
import { findInboxMessage, listInboxRows } from '../email.reads.ts';
import { knownLocale, type Locale } from '../texts/index.ts';
import { requireInbox } from './inbox.rules.ts';
import { bodyDocument, goneView, inboxView, itemsView } from './inbox.view.ts';

const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** A mail is shown as what it is, somebody else's page: no scripts, nothing loaded; its links leave the frame when clicked. */
const BODY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

const asset = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
const MAX_ID = 2_147_483_647;
const PAGE = 50;

interface Query {
  readonly to?: string;
  readonly cursor?: string;
}

/** `/inbox`: the demo's mail for people, without signing in. Works without scripts; with one, new mails appear by themselves. */
export function inboxPages(fastify: FastifyInstance, kernel: RawKernel): void {
  const css = asset('inbox.css');
  const script = asset('inbox.js');
  const open = async (request: FastifyRequest, reply: FastifyReply): Promise<Ctx> => {
    const ctx = kernel.contextOf(request, reply, await kernel.authenticate(request));
    requireInbox(ctx);
    reply.header('Cache-Control', 'no-store');
    return ctx;
  };
  // Texts of mails are escaped, so an attribute that begins like this is one of the page's own links.
  const below = (html: string): string => html.replace(/="\/(?=inbox|favicon)/g, `="${fastify.subPath}/`);
  const page = (reply: FastifyReply, html: string): FastifyReply =>
    reply.header('Content-Security-Policy', PAGE_POLICY).type('text/html; charset=utf-8').send(below(html));
  const queryOf = (request: FastifyRequest): { to: string; cursor?: string } => {
    const { to, cursor } = request.query as Record<string, unknown>;
    return { to: typeof to === 'string' ? to.slice(0, 254) : '', ...(typeof cursor === 'string' && cursor ? { cursor } : {}) };
  };
  const rowsFor = (ctx: Ctx, query: Query) => listInboxRows(ctx.tx, { limit: PAGE, ...query });
  const idOf = (request: FastifyRequest): number => {
    const text = (request.params as { id: string }).id;
    return /^[1-9]\d{0,9}$/.test(text) && Number(text) <= MAX_ID ? Number(text) : 0;
  };

  fastify.get('/inbox', async (request, reply) => {
    const ctx = await open(request, reply);
    const query = queryOf(request);
    return page(reply, inboxView({ locale: localeOf(request), ...query, list: await rowsFor(ctx, query), message: null, asText: false }));
  });
  fastify.get('/inbox/items', async (request, reply) => {
    const ctx = await open(request, reply);
    const { to } = queryOf(request);
    return page(reply, itemsView(localeOf(request), to, (await rowsFor(ctx, { to })).items, 0));
  });
  fastify.get('/inbox/:id', async (request, reply) => {
    const ctx = await open(request, reply);
    const query = queryOf(request);
    const message = await findInboxMessage(ctx.tx, idOf(request));
    if (!message) return page(reply.code(404), goneView(localeOf(request)));
    const asText = (request.query as { as?: unknown }).as === 'text';
    return page(reply, inboxView({ locale: localeOf(request), ...query, list: await rowsFor(ctx, query), message, asText }));
  });
  fastify.get('/inbox/:id/body', async (request, reply) => {
    const ctx = await open(request, reply);
    const message = await findInboxMessage(ctx.tx, idOf(request));
    reply.header('Content-Security-Policy', BODY_POLICY).header('X-Frame-Options', 'SAMEORIGIN').type('text/html; charset=utf-8');
    if (!message) return reply.code(404).send(bodyDocument(''));
    return reply.send(bodyDocument(message.html ?? ''));
  });
  fastify.get('/inbox/assets/inbox.css', async (request, reply) => {
    await open(request, reply);
    return reply.type('text/css; charset=utf-8').send(css);
  });
  fastify.get('/inbox/assets/inbox.js', async (request, reply) => {
    await open(request, reply);
    return reply.type('text/javascript; charset=utf-8').send(script);
  });
}

const localeOf = (request: FastifyRequest): Locale => knownLocale(request.headers['accept-language']);
