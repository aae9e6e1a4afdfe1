import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Nothing } from '../kernel/shapes.ts';
import { FileView, TextPreview } from './shapes.ts';

export const upload = route({
  id: 'files.upload',
  method: 'POST',
  path: '/files',
  permission: 'signed-in',
  scope: 'files:write',
  tx: 'write',
  status: 201,
  consumes: 'binary',
  // The operation holds the true limit (100 MB unless the operator lowered it) and names both numbers; this is only a ceiling.
  maxBytes: 2 ** 31 - 1,
  query: Type.Object({
    name: Type.Optional(
      Type.String({ maxLength: 1000, description: 'File name; or send `Content-Disposition: attachment; filename*=UTF-8…`.' }),
    ),
  }),
  reply: { contact: FileView, tech: FileView },
  errors: ['file.empty', 'file.truncated', 'file.tooLarge', 'file.storageFull', 'file.tooManyWaiting', 'file.tooManyAtOnce'],
  summary: 'Upload a file',
  description:
    'Streams one file (at most 100 MB) as the raw body. Anyone signed in. The file waits for 24 hours to be named in a ticket or comment; until then only its uploader sees it. What it is, is judged by content.',
});
export const get = route({
  id: 'files.get',
  method: 'GET',
  path: '/files/{id}',
  permission: 'signed-in',
  scope: 'files:read',
  tx: 'none',
  params: ById,
  reply: { contact: FileView, tech: FileView },
  errors: ['file.notFound'],
  summary: 'One file',
  description: 'Name, size, kind and fresh signed links. Whoever may read what the file belongs to; a waiting upload only its uploader.',
});
export const preview = route({
  id: 'files.preview',
  method: 'GET',
  path: '/files/{id}/preview',
  permission: 'signed-in',
  scope: 'files:read',
  tx: 'none',
  params: ById,
  reply: { contact: TextPreview, tech: TextPreview },
  errors: ['file.notFound', 'file.noPreview'],
  summary: 'The text of a file',
  description: 'The first 200 kB of text or code as JSON, so that no browser takes it for a page. As files.get.',
});
export const remove = route({
  id: 'files.delete',
  method: 'DELETE',
  path: '/files/{id}',
  permission: 'signed-in',
  scope: 'files:write',
  tx: 'write',
  status: 204,
  params: ById,
  reply: { contact: Nothing, tech: Nothing },
  errors: ['file.notFound', 'file.linked'],
  summary: 'Delete a waiting upload',
  description: "One's own upload that belongs to nothing yet. Files of tickets are deleted where they are attached.",
});
