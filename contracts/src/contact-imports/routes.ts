import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Id, Page, Paging, Words } from '../kernel/shapes.ts';
import { ContactImport, ImportRow, Mapping, VERDICTS } from './shapes.ts';

export const upload = route({
  id: 'contactImports.upload',
  method: 'POST',
  path: '/contact-imports',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  status: 201,
  consumes: 'binary',
  maxBytes: 50 * 1024 * 1024,
  query: Type.Object({ companyId: Id, name: Type.Optional(Type.String({ maxLength: 200 })) }),
  reply: { tech: ContactImport },
  errors: ['company.notFound', 'import.notText', 'import.empty', 'import.tooManyColumns'],
  summary: 'Upload a file of contacts',
  description: 'CSV of at most 50 MB in UTF-8, UTF-16 or Windows-1252, for one company. Nothing is written before contactImports.start.',
});
export const get = route({
  id: 'contactImports.get',
  method: 'GET',
  path: '/contact-imports/{id}',
  permission: 'admin',
  scope: 'people:read',
  tx: 'none',
  params: ById,
  reply: { tech: ContactImport },
  errors: ['import.notFound'],
  summary: 'An import with its progress',
  description: 'Administrators who see its company.',
});
export const rows = route({
  id: 'contactImports.rows',
  method: 'GET',
  path: '/contact-imports/{id}/rows',
  permission: 'admin',
  scope: 'people:read',
  tx: 'none',
  params: ById,
  query: Type.Object({ ...Paging, verdict: Type.Optional(Words(VERDICTS)) }),
  reply: { tech: Page(ImportRow) },
  errors: ['import.notFound', 'cursor.invalid'],
  summary: 'What becomes of each row',
  description: 'As contactImports.get.',
});
export const check = route({
  id: 'contactImports.check',
  method: 'POST',
  path: '/contact-imports/{id}/check',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  status: 202,
  params: ById,
  body: Type.Object({ mapping: Mapping, mode: Words(['create', 'update']) }, { additionalProperties: false }),
  reply: { tech: ContactImport },
  errors: ['import.notFound', 'import.state', 'import.mapping'],
  summary: 'Judge every row, without writing any contact',
  description: 'Needs the column of the e-mail address and that of the full or the given name. Runs in the background.',
});
export const start = route({
  id: 'contactImports.start',
  method: 'POST',
  path: '/contact-imports/{id}/start',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  status: 202,
  params: ById,
  reply: { tech: ContactImport },
  errors: ['import.notFound', 'import.state'],
  summary: 'Write the rows that were judged good',
  description: 'Runs in the background, goes on after a restart, and never writes a row twice. Nobody is told by mail.',
});
