import { Refusal } from '../../kernel/errors.ts';
import { deliveryHeaders, mayShowInline } from '../../kernel/files/headers.ts';
import type { FileLimits } from '../../kernel/files/sizes.ts';
import { sizeInWords } from '../../kernel/files/sizes.ts';
import { hasActiveEnding } from '../../kernel/files/text.ts';
import type { FileRow, VariantName } from './files.schema.ts';

export const WAITING_HOURS = 24;
/** Longest side of the pictures made of every image. */
export const PICTURE_EDGES = { w1600: 1600, w480: 480, w96: 96 } as const satisfies Partial<Record<VariantName, number>>;
export const PREVIEW_BYTES = 200 * 1024;

type Shown = Pick<FileRow, 'kind' | 'active' | 'textEncoding' | 'name' | 'mediaType'>;

/** May the uploaded bytes themselves be shown by a browser? Pictures never: only what we encoded from them. */
export function isInlineSafe(file: Shown): boolean {
  if (!mayShowInline(file.kind)) return false;
  return file.kind !== 'text' || (file.textEncoding === 'utf-8' && !file.active && !hasActiveEnding(file.name));
}

/** Headers for one of the three ways to hand out a file. */
export const headersOf = (file: Shown, variant: 'original' | 'inline' | VariantName): Record<string, string> => {
  if (variant === 'original') return deliveryHeaders({ ...file, form: 'attachment' });
  if (variant === 'inline') return deliveryHeaders({ ...file, form: isInlineSafe(file) ? 'inline' : 'attachment' });
  return deliveryHeaders({ ...file, form: 'derived', name: `${file.name.replace(/\.[^.]{1,12}$/, '')}.webp` });
};

/** Refuses an upload that would leave too much waiting. `coming` is what is about to be added. */
export function refuseTooMuchWaiting(waiting: { count: number; bytes: number }, coming: number, limits: FileLimits): void {
  if (waiting.count < limits.maxWaitingFiles && waiting.bytes + coming <= limits.maxWaitingBytes) return;
  throw new Refusal(
    422,
    'file.tooManyWaiting',
    `You have ${waiting.count} uploads (${sizeInWords(waiting.bytes)}) that are not sent yet; the limit is ${limits.maxWaitingFiles} files or ${sizeInWords(limits.maxWaitingBytes)}. Send or delete some of them first. This file was not kept.`,
  );
}
