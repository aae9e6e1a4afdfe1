import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../../kernel/context.ts';
import { hashToken } from '../../kernel/crypto/crypto.ts';
import { notFound } from '../../kernel/errors.ts';
import { anonymous } from '../../kernel/http/authenticate.ts';
import { limitKeyOf } from '../../kernel/http/limit-key.ts';
import { limit } from '../../kernel/http/limits.ts';
import type { RawKernel } from '../../kernel/http/raw-routes.ts';
import { findActor } from '../access/index.ts';
import { scheduleCalendar, wordsFor } from './schedule-calendar.ts';
import { findLocale, findTimeAway, listDueTickets } from './schedules.reads.ts';
import { findFeedByToken, noteRead } from './schedules.store.ts';

/** The address is all that a calendar program has. Cookies and keys that come with it are not looked at. */
const NOBODY = { actor: anonymous, credential: { kind: 'none', id: null, name: null } } as const;
const HOUR = 3_600_000;
const LOOK_BACK = 30 * 24 * HOUR;

/** `GET /calendar/{secret}.ics`: outside `/api`, because other programs subscribe to it. */
export function scheduleFeedRoute(fastify: FastifyInstance, kernel: RawKernel): void {
  fastify.route<{ Params: { secret: string } }>({
    method: ['GET', 'HEAD'],
    url: '/calendar/:secret',
    exposeHeadRoute: false,
    handler: (request, reply) => answer(request, reply, kernel),
  });
}

async function answer(
  request: FastifyRequest<{ Params: { secret: string } }>,
  reply: FastifyReply,
  kernel: RawKernel,
): Promise<FastifyReply> {
  const ctx = kernel.contextOf(request, reply, NOBODY);
  reply.header('cache-control', 'private, no-cache').header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex');
  await limit(ctx, 'schedules.address', limitKeyOf(request.ip));
  const token = /^([\w-]{43})\.ics$/.exec(request.params.secret)?.[1];
  const feed = token === undefined ? null : await findFeedByToken(ctx.tx, hashToken(token));
  if (!feed) throw notFound('calendar');
  await limit(ctx, 'schedules.feed', feed.tokenHash);
  const body = await scheduleOf(ctx, feed.accountId);
  if (feed.lastReadAt === null || Date.parse(ctx.now) - Date.parse(feed.lastReadAt) > HOUR) await noteRead(ctx.tx, feed, ctx.now);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 32)}"`;
  reply.header('etag', etag);
  const known = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (known?.includes(etag)) return reply.code(304).send();
  return reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', 'inline; filename="schedule.ics"')
    .send(request.method === 'HEAD' ? '' : body);
}

/** Judged anew each time: somebody who was disabled, or may not see a ticket any more, is told so by its absence. */
async function scheduleOf(ctx: Ctx, accountId: number): Promise<string> {
  const actor = await findActor(ctx.tx, accountId);
  if (actor?.kind !== 'tech') throw notFound('calendar');
  const since = new Date(Date.parse(ctx.now) - LOOK_BACK).toISOString();
  const tickets = await listDueTickets(ctx.tx, actor, since);
  const away = await findTimeAway(ctx.tx, accountId, ctx.now);
  const words = wordsFor(await findLocale(ctx.tx, accountId));
  const { publicUrl } = ctx.services.config;
  return scheduleCalendar({ accountId, tickets, away }, words, (number) => `${publicUrl.replace(/\/+$/, '')}/tech/tickets/${number}`);
}
