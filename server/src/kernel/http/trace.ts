import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** 32 hex digits that no request has chosen: what a person reads out finds exactly one story in the log. */
export const newTraceId = (): string => randomBytes(16).toString('hex');

const traceparent = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * The trace a caller (a proxy, a program) says its request belongs to, from a well-formed W3C `traceparent`. It goes beside ours
 * into the log and nowhere else: whoever could choose our ids could hide among other people's lines.
 */
export function callersTrace(request: Pick<IncomingMessage, 'headers'>): string | null {
  const sent = request.headers.traceparent;
  return (typeof sent === 'string' ? traceparent.exec(sent)?.[1] : undefined) ?? null;
}
