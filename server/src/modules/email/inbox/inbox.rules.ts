import type { Config } from '../../../kernel/config/config.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { HttpExchange } from '../../../kernel/http/exchange.ts';
import { isLoopbackName } from '../../../kernel/http/this-machine.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/** Sign-in codes lie open in it: it exists in a demo on this machine, for somebody at this machine, and nowhere else. */
export const isInboxOpen = (config: Config, http: Pick<HttpExchange, 'isFromThisMachine'> | null): boolean =>
  config.demo && LOOPBACK.has(config.host) && isLoopbackName(new URL(config.publicUrl).hostname) && http?.isFromThisMachine === true;

export function requireInbox(ctx: Pick<Ctx, 'services' | 'http'>): void {
  if (!isInboxOpen(ctx.services.config, ctx.http)) throw new Refusal(404, 'inbox.off', 'There is no local inbox here.');
}
