import type { Config } from '../../../kernel/config/config.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);
const LOOPBACK_ADDRESS = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** Sign-in codes lie open in it: it exists in a demo on this machine, for somebody at this machine, and nowhere else. */
export const isInboxOpen = (config: Config, ip: string | null): boolean =>
  config.demo && LOOPBACK.has(config.host) && LOOPBACK.has(new URL(config.publicUrl).hostname) && ip !== null && LOOPBACK_ADDRESS.test(ip);

export function requireInbox(ctx: Pick<Ctx, 'services' | 'ip'>): void {
  if (!isInboxOpen(ctx.services.config, ctx.ip)) throw new Refusal(404, 'inbox.off', 'There is no local inbox here.');
}
