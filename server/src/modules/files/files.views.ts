import type { Actor } from '@portico/contracts/access/actor.ts';
import type { FileView } from '@portico/contracts/files/shapes.ts';
import { nowMs } from '../../kernel/clock.ts';
import type { Db } from '../../kernel/context.ts';
import { type LinkBinding, linkExpiry, MAX_LINK_SECONDS, PAGE_LINK_SECONDS } from '../../kernel/files/links.ts';
import { fileService } from '../../kernel/files/service.ts';
import { placePath } from '../../kernel/http/place.ts';
import { isInlineSafe } from './files.rules.ts';
import type { FileRow } from './files.schema.ts';
import { listFiles } from './files.store.ts';

/** For whom links are signed and how long they live. */
export interface Viewer extends LinkBinding {
  readonly seconds: number;
  /** The page is below the path of an impersonation, and so must be what it loads. */
  readonly place?: number | null;
}

/**
 * Links for somebody's page: useless without that person's own session. A program has no session when it follows a link,
 * so its links work by themselves, for the hour.
 *
 * @example fileView(row, viewerOf(ctx.actor))
 */
export const viewerOf = (actor: Actor): Viewer => ({
  mode: actor.kind !== 'system' && actor.scopes === null ? 'page' : 'bearer',
  accountId: actor.accountId,
  seconds: PAGE_LINK_SECONDS,
  place: actor.kind === 'contact' ? (actor.impersonation?.id ?? null) : null,
});

/** Links in a mail to this account: they work without signing in, for a month at most. */
export const mailViewer = (accountId: number | null): Viewer => ({ mode: 'bearer', accountId, seconds: MAX_LINK_SECONDS });

/** A file as replies embed it, with links signed for the viewer. Asks nothing: the caller has decided that the viewer may see it. */
export function fileView(file: FileRow, viewer: Viewer): FileView {
  const link = linkMaker(file.id, file.name, viewer);
  const preview = file.hasPictures ? link('w1600') : isInlineSafe(file) ? link('inline') : null;
  return {
    id: file.id,
    name: file.name,
    size: file.size,
    kind: file.kind,
    mediaType: file.mediaType,
    width: file.width,
    height: file.height,
    uploadedAt: file.uploadedAt,
    links: {
      download: link('original'),
      ...(preview ? { preview } : {}),
      ...(file.hasPictures ? { thumb: link('w480'), icon: link('w96') } : {}),
      ...(file.kind === 'text' ? { text: inPlace(`${fileService().links.subPath}/api/v1/files/${file.id}/preview`, viewer) } : {}),
    },
  };
}

/** Views of many files by id, in one query; ids that do not exist are missing from the map. */
export async function fileViews(db: Db, ids: readonly number[], viewer: Viewer): Promise<Map<number, FileView>> {
  return new Map((await listFiles(db, ids)).map((file) => [file.id, fileView(file, viewer)]));
}

/** The picture of a person (see `storePicture`) as a signed path. @example pictureLink(account.pictureFileId, viewerOf(ctx.actor)) */
export function pictureLink(fileId: number | null, viewer: Viewer, edge: 64 | 128 | 256 = 128): string | null {
  // A day, not an hour: the same picture is in every list, and its address should stay in the browser's cache.
  return fileId === null
    ? null
    : linkMaker(fileId, 'picture.webp', { ...viewer, seconds: Math.max(viewer.seconds, 24 * 3600) })(`p${edge}`);
}

const INLINE_IMAGE = /\bsrc\s*=\s*["']?file:(\d{1,10})\b/gi;

/** Ids of the images in a stored text, `<img src="file:12">`, each once. */
export const inlineImageIds = (html: string): number[] =>
  [...new Set([...html.matchAll(INLINE_IMAGE)].map((match) => Number(match[1])))].filter((id) => id > 0 && id < 2 ** 31);

/**
 * Signed links for the images in a text, by file id. Only images of the same owner: whoever writes the id of a foreign file into a
 * text gets no link to it, in a mail neither.
 *
 * @example await inlineImageLinks(db, comment.html, { owner: { kind: 'ticket', id: 12 }, internalToo: false, viewer })
 */
export async function inlineImageLinks(
  db: Db,
  html: string,
  scope: { readonly owner: { readonly kind: string; readonly id: number }; readonly internalToo: boolean; readonly viewer: Viewer },
): Promise<Map<number, string>> {
  const links = new Map<number, string>();
  for (const file of await listFiles(db, inlineImageIds(html))) {
    const own = file.ownerKind === scope.owner.kind && file.ownerId === scope.owner.id && (scope.internalToo || !file.internal);
    if (own && file.hasPictures) links.set(file.id, linkMaker(file.id, file.name, scope.viewer)('w1600'));
  }
  return links;
}

function linkMaker(fileId: number, name: string, viewer: Viewer): (variant: string) => string {
  const expires = linkExpiry(Math.floor(nowMs() / 1000), viewer.seconds);
  return (variant) => inPlace(fileService().links.path({ fileId, variant }, name, viewer, expires), viewer);
}

function inPlace(path: string, { place }: Viewer): string {
  const { subPath } = fileService().links;
  return place ? placePath(subPath, place) + path.slice(subPath.length) : path;
}
