import type { Ctx } from '../context.ts';
import { Refusal } from '../errors.ts';

/**
 * Refuses a write that was based on an older state. Every operation behind a `versioned` write route calls it once with the
 * row it has locked; without `If-Match` it does nothing.
 *
 * @example expectVersion(ctx, ticket.version);
 */
export function expectVersion(ctx: Pick<Ctx, 'http'>, version: number): void {
  if (!ctx.http) return;
  ctx.http.versionChecked = true;
  if (ctx.http.ifMatch !== null && ctx.http.ifMatch !== version) {
    throw new Refusal(
      412,
      'version.conflict',
      'Someone else changed this in the meantime. Your change was not saved; reload and try again.',
    );
  }
}

/** `If-Match` → version. `*` matches whatever is there; compression proxies weaken tags, so `W/` is accepted. */
export function versionOfIfMatch(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null;
  const version = /^\s*(?:W\/)?"(\d{1,10})"\s*$/.exec(header)?.[1];
  if (version === undefined) throw new Refusal(400, 'ifMatch.invalid', 'If-Match must be the ETag of the row, such as "7".');
  return Number(version);
}

export const etagOf = (version: number): string => `"${version}"`;

/** Weak comparison of `If-None-Match` with our tag. */
export const isKnown = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((part) => part.trim().replace(/^W\//, '') === etag);
