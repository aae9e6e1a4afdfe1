import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { isSecure } from './session-cookie.ts';
import { subPathOf } from './sub-path.ts';

/**
 * Pages may load scripts, styles, fonts and pictures from this server only. `<style>` elements (Mantine, the editor) carry the
 * nonce of their page; style properties set by script are CSSOM and need no permission, so nothing here is `unsafe-inline`.
 */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** For JSON and everything else that is no page: nothing may load, nothing may frame it. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** For answers before anything is set up. */
export const bareHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': dataPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
  'X-Frame-Options': 'DENY',
};

/** What every answer carries unless its route has set its own; answers that no route makes take them from here. */
export const securityHeaders = (publicUrl: string): Readonly<Record<string, string>> => ({
  ...bareHeaders,
  // Below a sub-path the host and its sub-domains belong to others too.
  ...(isSecure(publicUrl)
    ? { 'Strict-Transport-Security': subPathOf(publicUrl) === '' ? 'max-age=31536000; includeSubDomains' : 'max-age=31536000' }
    : {}),
});

export const newNonce = (): string => randomBytes(16).toString('base64');

/** Headers every answer carries unless its route has set its own. */
export function addSecurityHeaders(fastify: FastifyInstance, publicUrl: string): void {
  const defaults = securityHeaders(publicUrl);
  fastify.addHook('onSend', async (request, reply) => {
    for (const [name, value] of Object.entries(defaults)) if (!reply.hasHeader(name)) reply.header(name, value);
    if (request.url.startsWith('/api/') && !reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store');
  });
}
