import { Refusal } from '../errors.ts';
import { sizeInWords } from './sizes.ts';

export const emptyFile = () =>
  new Refusal(422, 'file.empty', 'This file is empty (0 bytes). Nothing was kept. Check the file and send it again.');

export const truncatedFile = () =>
  new Refusal(400, 'file.truncated', 'The upload stopped before the whole file had arrived. Nothing was kept. Send it again.');

/** `size` is what the sender announced; without it only the limit is known, because reading stopped there. */
export const fileTooLarge = (limit: number, size?: number) =>
  new Refusal(
    413,
    'file.tooLarge',
    size === undefined
      ? `This file is larger than ${sizeInWords(limit)}, which is the limit. Nothing was kept.`
      : `This file is ${sizeInWords(size)}, the limit is ${sizeInWords(limit)}. Nothing was kept.`,
  );

export const storageFull = () =>
  new Refusal(
    507,
    'file.storageFull',
    'The server has no room for this file right now. Nothing was kept. Try again later or tell your administrator.',
    {
      retryAfter: 300,
    },
  );

export const tooManyOpen = () =>
  new Refusal(
    503,
    'file.tooManyOpen',
    'The server has too many files and connections open right now. Nothing was kept. Try again in a moment.',
    {
      retryAfter: 10,
    },
  );
