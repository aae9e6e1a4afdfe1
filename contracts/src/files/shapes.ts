import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable, Words } from '../kernel/shapes.ts';

export const FILE_KINDS = ['image', 'pdf', 'video', 'audio', 'text', 'other'] as const;

/** Signed addresses for the person who asked; they end after about an hour and are fetched anew with the page. */
export const FileLinks = Type.Object({
  download: Type.String({ description: 'Always an attachment.' }),
  preview: Type.Optional(
    Type.String({
      description:
        'What a browser shows inline: a picture of at most 1600 points, a PDF, video, audio, or plain text. Absent where nothing is safe to show.',
    }),
  ),
  thumb: Type.Optional(Type.String({ description: 'Picture of at most 480 points.' })),
  icon: Type.Optional(Type.String({ description: 'Picture of at most 96 points.' })),
  text: Type.Optional(Type.String({ description: 'Path of files.preview for text and code, as JSON; markup and scripts too.' })),
});

/** A file as pages show it. */
export const FileView = Type.Object({
  id: Id,
  name: Type.String(),
  size: Type.Integer({ description: 'Bytes' }),
  kind: Words(FILE_KINDS, { description: 'Judged by content, never by name.' }),
  mediaType: Type.String({ description: 'What the content is; downloads are sent as application/octet-stream all the same.' }),
  width: Nullable(Type.Integer()),
  height: Nullable(Type.Integer()),
  uploadedAt: Instant,
  links: FileLinks,
});
export type FileView = Static<typeof FileView>;

export const TextPreview = Type.Object({
  name: Type.String(),
  text: Type.String({ description: 'The first 200 kB, decoded. Show it as text, never as HTML.' }),
  encoding: Words(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  truncated: Type.Boolean(),
  size: Type.Integer(),
});
export type TextPreview = Static<typeof TextPreview>;
