import type { FileKind } from './judge.ts';
import { contentDisposition } from './names.ts';

/** What is about to be sent. `original` is what somebody uploaded; `derived` is a picture we encoded ourselves. */
export interface Delivery {
  readonly form: 'attachment' | 'inline' | 'derived';
  readonly kind: FileKind;
  readonly mediaType: string;
  readonly name: string;
}

const policy = "sandbox; default-src 'none'; frame-ancestors 'self'";
/** Opened in a tab of its own, the browser's player fetches the bytes again and needs its own origin (and so the session) for that. */
const mediaPolicy = "sandbox allow-same-origin; default-src 'none'; media-src 'self'; frame-ancestors 'self'";

/**
 * The headers that make uploaded bytes harmless on our own origin:
 * a download is always `application/octet-stream` and `attachment`; inline are only pictures we encoded ourselves, PDF, known video
 * and audio, and text as `text/plain`; and whatever is sent is in a sandbox of its own, without script, without our origin.
 * Chromium's PDF viewer works inside that sandbox (measured, see docs/decisions/files-and-links.md).
 */
export function deliveryHeaders({ form, kind, mediaType, name }: Delivery): Record<string, string> {
  const inline = form === 'derived' || (form === 'inline' && mayShowInline(kind));
  return {
    'content-type': inline ? inlineType(form, kind, mediaType) : 'application/octet-stream',
    'content-disposition': contentDisposition(inline ? 'inline' : 'attachment', name),
    'content-security-policy': form === 'inline' && (kind === 'video' || kind === 'audio') ? mediaPolicy : policy,
    'x-frame-options': 'SAMEORIGIN',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  };
}

export const mayShowInline = (kind: FileKind): boolean => kind === 'pdf' || kind === 'video' || kind === 'audio' || kind === 'text';

function inlineType(form: Delivery['form'], kind: FileKind, mediaType: string): string {
  if (form === 'derived') return 'image/webp';
  return kind === 'text' ? 'text/plain; charset=utf-8' : mediaType;
}
