import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const traceparent = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The caller's W3C trace id when it sends a well-formed `traceparent`, else a new one: 32 hex digits either way. */
export function traceIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const sent = request.headers.traceparent;
  return (typeof sent === 'string' ? traceparent.exec(sent)?.[1] : undefined) ?? randomBytes(16).toString('hex');
}
